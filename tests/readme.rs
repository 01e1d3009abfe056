//! The READMEs show real files and real output. `UPDATE_README=1 cargo test --test readme` writes both anew.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A fenced block: what stands behind its fence, and its lines.
struct Block<'t> {
    kind: &'t str,
    lines: Vec<&'t str>,
}

/// A README with every block as it should be. Its own small policies and data are written into `folder`, where its commands run.
fn renewed(readme: &str, folder: &Path) -> String {
    let mut out = String::new();
    let mut open: Option<Block<'_>> = None;
    for line in readme.lines() {
        match &mut open {
            None => {
                out.push_str(line);
                out.push('\n');
                open = line.strip_prefix("```").map(|kind| Block { kind, lines: Vec::new() });
            }
            Some(block) if line != "```" => block.lines.push(line),
            Some(block) => {
                out.push_str(&content(block, folder));
                out.push_str("```\n");
                open = None;
            }
        }
    }
    out
}

fn content(block: &Block<'_>, folder: &Path) -> String {
    let own: String = block.lines.iter().map(|line| format!("{line}\n")).collect();
    match block.kind.split_once(' ') {
        Some(("merit", "fragment")) => own,
        Some(("merit", path)) if path.contains('/') => fs::read_to_string(Path::new(ROOT).join(path)).expect("a bundled policy"),
        Some(("merit" | "csv", path)) => {
            fs::write(folder.join(path), &own).expect("the folder can be written");
            own
        }
        Some(_) | None => match block.lines.first().and_then(|line| line.strip_prefix("$ merit ")) {
            Some(arguments) => format!("$ merit {arguments}\n{}", output(arguments, folder)),
            None => own,
        },
    }
}

/// Both streams as a terminal would show them, without the blanks at the ends of lines.
fn output(arguments: &str, folder: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_merit"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS", "TERM"] {
        command.env_remove(name);
    }
    let output = command.current_dir(folder).args(arguments.split(' ')).stdin(Stdio::null()).output().expect("the binary runs");
    let text = String::from_utf8(output.stderr).expect("text") + &String::from_utf8(output.stdout).expect("text");
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn what_it_shows_is_real() {
    for name in ["README.md", "README.zh.md"] {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&Path::new(ROOT).join("policies"), &folder.path().join("policies"));
        judge(name, folder.path());
    }
}

/// The bundled policies with their data, as a user finds them.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the bundled policies") {
        let path = entry.expect("a file").path();
        let to = to.join(path.file_name().expect("a file has a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, to).expect("the file can be copied");
        }
    }
}

fn judge(name: &str, folder: &Path) {
    let path = Path::new(ROOT).join(name);
    let readme = fs::read_to_string(&path).expect("the README");
    let should = renewed(&readme, folder);
    assert!(should.matches("$ merit ").count() >= 3, "{name} shows a run, an explanation and a message");
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, &should).expect("the README can be written");
        return;
    }
    let changed = readme.lines().zip(should.lines()).enumerate().find(|(_, (is, should))| is != should);
    let hint = "`UPDATE_README=1 cargo test --test readme` writes the READMEs anew";
    assert!(readme == should, "line {:?} of {name} is not what Merit says\n{hint}", changed.map(|(at, lines)| (at + 1, lines)));
}
