//! The lines of `--fix` and `--unsafe-fixes`.

use crate::diagnostic::Text;
use crate::diagnostic::text::sanitise;

pub(crate) fn fixed(path: &str) -> Text {
    let path = sanitise(path);
    Text::new(format!("{path}: corrected"), format!("{path}：已改正"))
}

pub(crate) fn changed_meanwhile(path: &str) -> Text {
    let path = sanitise(path);
    Text::new(
        format!("{path}: not corrected, since the file has changed in the meantime; run the command again"),
        format!("{path}：未改正，因为文件在此期间有改动；请重新运行"),
    )
}

pub(crate) fn fixes_withheld(path: &str) -> Text {
    let path = sanitise(path);
    Text::new(
        format!("{path}: not corrected, since more errors would be left than there were; correct it by hand"),
        format!("{path}：未改正，因为改后的错误会比原来更多；请手工改正"),
    )
}

pub(crate) fn rest_withheld() -> Text {
    Text::new(
        "nothing more was written: without the files you left out, more errors would be left than there were",
        "其余文件也没有写入：缺了未同意的文件，改后的错误会比原来更多",
    )
}

pub(crate) fn only_shown(path: &str) -> Text {
    let path = sanitise(path);
    Text::new(
        format!("{path}: shown only; add --yes to write these corrections"),
        format!("{path}：以上改动仅供查看，未写入；确认要写入请加 --yes"),
    )
}

pub(crate) fn ask(path: &str) -> Text {
    let path = sanitise(path);
    Text::new(format!("Write these corrections to {path}? [y/N] "), format!("将以上改动写入 {path} 吗？[y/N] "))
}
