//! The project file `merit.toml`.

use crate::support::Sandbox;

fn with(toml: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("merit.toml", toml);
    sandbox
}

#[test]
fn its_policies_are_checked_where_none_is_named() {
    let sandbox = with(concat!(
        "# Our plans.\n[[plan]]\npolicy = \"plan.merit\"\ndata = \"data\"\nperiod = \"2026-Q1\"\n\n",
        "[[plan]]\npolicy = \"./more/other.merit\"\ndata = { people = \"data/people.csv\", deals = \"data/deals.csv\" }\n",
        "[[plan]]\npolicy = \"plan.merit\"\nperiod = \"2026年第二季度\"\n",
        "[lint.kpi-count]\nlevel = \"note\"\nwarn-above = 7\n"
    ));
    sandbox.write("more/other.merit", sandbox.read("plan.merit"));
    sandbox.merit(&["check"]).says(0, &["plan.merit: no errors", "more/other.merit: no errors", "2 of 2"]);
    sandbox.merit(&["test"]).says(1, &["2 examples, 2 passed", "1 snapshot, 1 new"]);
    let mut below = sandbox.command(&["check"]);
    below.current_dir(sandbox.path("more"));
    crate::support::run(below).says(0, &["../plan.merit: no errors", "\nother.merit: no errors"]);
}

#[test]
fn the_search_ends_at_the_repository() {
    let sandbox = with("[[plan]]\npolicy = \"plan.merit\"\n");
    std::fs::create_dir_all(sandbox.path("inner/deep/.git")).unwrap();
    let mut inside = sandbox.command(&["check"]);
    inside.current_dir(sandbox.path("inner/deep"));
    crate::support::run(inside).says(2, &["error[E658]"]);
    let mut outside = sandbox.command(&["check"]);
    outside.current_dir(sandbox.path("inner"));
    crate::support::run(outside).says(0, &["../plan.merit: no errors"]);
}

#[test]
fn a_file_that_is_named_needs_no_project() {
    with("nonsense").merit(&["check", "plan.merit"]).says(0, &["no errors"]);
}

#[test]
fn every_mistake_is_said_at_once() {
    let toml = concat!(
        "plans = 3\n[[plan]]\npolicy = \"plam.merit\"\nperid = \"x\"\nperiod = 2026\n",
        "[[plan]]\ndata = \"/etc\"\n[lint]\nkpi-cuont = \"off\"\nL101 = \"off\"\n",
        "[lint.kpi-count]\nlevel = \"loud\"\nwarn-above = 7.5\nnote-above = -1\nabove = 3\n"
    );
    let run = with(toml).merit(&["check"]);
    run.says(
        2,
        &[
            "error[E651] there is no setting “plans” here",
            "merit.toml:1:1",
            "error[E653] there is no file “plam.merit”",
            "did you mean “plan.merit”?",
            "did you mean `period`?",
            "error[E652] this is not a period",
            "error[E654]",
            "error[E655] there is no lint “kpi-cuont”",
            "did you mean `kpi-count`?",
            "set by its name: write `kpi-count`",
            "write \"off\", \"note\", \"warn\" or \"error\"",
            "error[E656]",
            "merit.toml:13:14",
            "write for instance warn-above = 7",
            "merit.toml:14:14",
        ],
    );
    assert_eq!(run.err.matches("error[").count(), 12, "{}", run.err);
    with(toml)
        .merit(&["check", "--lang", "zh"])
        .says(2, &["没有名为“plans”的设置", "没有名为“kpi-cuont”的检查规则", "是不是 `kpi-count`？"]);
}

#[test]
fn what_is_no_toml() {
    let run =
        with("[[plan]]\npolicy = plan.merit\nperiod = \"2026-Q1\"\nperiod = \"2026-Q1\"\n[lint\nkpi-count = \"off\"\n").merit(&["check"]);
    run.says(2, &["error[E650] this line", "merit.toml:2:10", "this setting stands twice", "merit.toml:5:6"]);
    assert_eq!(run.err.matches("error[").count(), 3, "{}", run.err);
    let sandbox = Sandbox::new();
    sandbox.write("merit.toml", b"\xff\xfe");
    sandbox.merit(&["check"]).says(2, &["error[E650]", "UTF-8"]);
    with("").merit(&["check"]).says(2, &["error[E658]", "names no policy"]);
}

#[test]
fn shapes_of_blocks() {
    for (toml, said) in [
        ("plan = \"plan.merit\"", "write [[plan]] on a line"),
        ("plan = [3]", "write [[plan]] on a line"),
        ("lint = \"off\"", "write [lint] on a line"),
        ("[[plan]]\npolicy = \"plan.merit\"\ndata = 3", "data = { people"),
        ("[[plan]]\npolicy = \"data\"", "a policy is a file"),
        ("[[plan]]\npolicy = \"\"", "for instance policy = \"plan.merit\""),
        ("[[plan]]\npolicy = \"plan.merit\"\ndata = \"plan.merit\"", "a folder is expected"),
        ("[[plan]]\npolicy = \"../plan.merit\"", "error[E653]"),
        ("[[plan]]\npolicy = \"data\\\\people.csv\"", "error[E653]"),
        ("[[plan]]\npolicy = \"plan.merit\"\nperiod = \"Q1\"", "this is not a period"),
        ("[lint]\nkpi-count = 3", "this is not a level"),
    ] {
        with(toml).merit(&["check"]).says(2, &[said]);
    }
}

/// The project files of the two pages are project files.
#[test]
fn the_pages_show_what_can_be_read() {
    for page in ["docs/continuous-integration.md", "docs/持续检查.md"] {
        let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let (_, rest) = text.split_once("```toml\n").unwrap();
        let (toml, _) = rest.split_once("```").unwrap();
        let sandbox = with(toml);
        for name in toml.split('"').filter(|name| name.ends_with(".merit") || name.ends_with(".csv")) {
            sandbox.write(name, sandbox.read("plan.merit"));
        }
        for folder in ["data/2026-Q1", "数据/2026-Q1"] {
            std::fs::create_dir_all(sandbox.path(folder)).unwrap();
        }
        sandbox.merit(&["check"]).says(0, &["2 of 2 policies"]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out() {
    let outside = Sandbox::new();
    let sandbox = with("[[plan]]\npolicy = \"link.merit\"\n");
    std::os::unix::fs::symlink(outside.path("plan.merit"), sandbox.path("link.merit")).unwrap();
    sandbox.merit(&["check"]).says(2, &["error[E653]", "leaves the folder"]);
}
