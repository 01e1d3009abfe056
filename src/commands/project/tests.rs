use super::*;
use crate::lint::settings::{Level, Threshold, Unit};
use crate::value::Number;

fn folder(toml: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("plans/data")).unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    for name in ["plans/a.merit", "plans/b.merit", "plans/data/people.csv"] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    fs::write(folder.path().join(NAME), toml).unwrap();
    folder
}

#[test]
fn what_a_project_says() {
    let folder = folder(concat!(
        "[[plan]]\npolicy = \"plans/a.merit\"\ndata = \"plans/data\"\nperiod = \"2026-Q1\"\n",
        "[[plan]]\npolicy = \"plans/b.merit\"\ndata = { people = \"plans/data/people.csv\" }\n",
        "[[plan]]\npolicy = \"./plans/../plans/a.merit\"\nperiod = \"2026-Q2\"\n",
        "[lint.kpi-count]\nlevel = \"error\"\nwarn-above = 6\n"
    ));
    let project = find(&folder.path().join("plans/data")).unwrap().unwrap();
    let root = fs::canonicalize(folder.path()).unwrap();
    let shown = |name: &str| root.join(name).to_string_lossy().into_owned();
    assert_eq!(project.path, root.join(NAME));
    let data: Vec<&[String]> = project.plans.iter().map(|plan| plan.data.as_slice()).collect();
    assert_eq!(data, [&[shown("plans/data")][..], &[format!("people={}", shown("plans/data/people.csv"))], &[]]);
    let periods: Vec<_> = project.entries(&folder.path().join("plans/a.merit")).iter().map(|plan| plan.period.as_deref()).collect();
    assert_eq!(periods, [Some("2026-Q1"), Some("2026-Q2")]);
    let warn_above = Threshold { lint: "kpi-count", key: "warn-above", unit: Unit::Count, thousandths: 7_000 };
    assert_eq!((project.lint.level("kpi-count"), project.lint.get(&warn_above)), (Some(Level::Error), Number::from_i64(6)));
}

#[test]
fn a_short_level() {
    let folder = folder("lint = { kpi-count = \"off\" }\n");
    let project = find(folder.path()).unwrap().unwrap();
    assert_eq!((project.lint.level("kpi-count"), project.plans.len()), (Some(Level::Off), 0));
}

#[test]
fn no_project() {
    let folder = folder("");
    fs::remove_file(folder.path().join(NAME)).unwrap();
    assert!(find(&folder.path().join("plans")).unwrap().is_none());
    assert!(find(&folder.path().join("nowhere")).unwrap().is_none());
}
