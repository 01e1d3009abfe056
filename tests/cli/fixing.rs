//! `--fix` and `--unsafe-fixes` of `merit check`.

use crate::support::{Sandbox, piped};

/// A plan with a date, quotation marks and a sign to be corrected, and a used file with a number.
fn slips() -> Sandbox {
    let sandbox = Sandbox::new();
    let plan =
        sandbox.read("plan.merit").replace("2026-01-01", "2026-1-1").replace("name : text", "name : text; role : one of \"AE\", \"SE\"");
    sandbox.write("plan.merit", format!("use \"more.merit\"\n{plan}let bonus_role = if role == \"AE\" then 1 else 0\n"));
    sandbox.write("more.merit", "let half = .5\n");
    sandbox
}

#[test]
fn what_is_certain_is_corrected_and_checked_again() {
    let sandbox = slips();
    let run = sandbox.merit(&["check", "plan.merit", "--fix"]);
    run.says(
        0,
        &["-  effective  2026-1-1 to", "+  effective  2026-01-01 to", "+let half = 0.5", "plan.merit: corrected", "more.merit: corrected"],
    );
    assert!(run.out.starts_with("plan.merit: no errors"), "{}", run.out);
    assert!(sandbox.read("plan.merit").contains("if role = \"AE\" then"));
    assert_eq!(sandbox.read("more.merit"), "let half = 0.5\n");
    let again = sandbox.merit(&["check", "plan.merit", "--fix"]);
    assert_eq!((again.code, again.err.as_str()), (0, ""));
}

#[test]
fn a_mark_line_ends_and_permissions_stay() {
    let sandbox = slips();
    let text = format!("\u{feff}{}", sandbox.read("plan.merit").replace('\n', "\r\n"));
    sandbox.write("plan.merit", &text);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(sandbox.path("plan.merit"), std::fs::Permissions::from_mode(0o640)).unwrap();
    }
    sandbox.merit(&["check", "plan.merit", "--fix"]).says(0, &["corrected"]);
    assert_eq!(sandbox.read("plan.merit"), text.replace("2026-1-1", "2026-01-01").replace("==", "="));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(sandbox.path("plan.merit")).unwrap().permissions().mode() & 0o777, 0o640);
    }
}

/// A file that may only be read is left alone, though its folder would let it be replaced.
#[test]
fn what_may_only_be_read_is_not_replaced() {
    let sandbox = slips();
    let text = sandbox.read("plan.merit");
    let mut permissions = std::fs::metadata(sandbox.path("plan.merit")).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(sandbox.path("plan.merit"), permissions).unwrap();
    sandbox.merit(&["check", "plan.merit", "--fix"]).says(2, &["more.merit: corrected", "cannot be written"]);
    assert_eq!(sandbox.read("plan.merit"), text);
    assert_eq!(sandbox.read("more.merit"), "let half = 0.5\n");
}

#[test]
fn a_guess_is_shown_and_not_made() {
    let sandbox = slips();
    let plan = sandbox.read("plan.merit").replace("measure revenue", "measure revenu");
    sandbox.write("plan.merit", &plan);
    sandbox.merit(&["check", "plan.merit", "--fix"]).says(2, &["plan.merit: corrected", "error[E201]", "plan.merit: 1 error"]);
    let plan = sandbox.read("plan.merit");
    let run = sandbox.merit(&["check", "plan.merit", "--unsafe-fixes"]);
    run.says(2, &["-  kpi attain { measure revenu;", "+  kpi attain { measure revenue;", "shown only; add --yes", "plan.merit: 1 error"]);
    assert_eq!(sandbox.read("plan.merit"), plan);
    sandbox.merit(&["check", "plan.merit", "--unsafe-fixes", "--lang", "zh"]).says(2, &["仅供查看"]);
    let run = sandbox.merit(&["check", "plan.merit", "--unsafe-fixes", "--yes"]);
    run.says(0, &["+  kpi attain { measure revenue;", "plan.merit: corrected", "plan.merit: no errors"]);
    assert_eq!(sandbox.read("plan.merit"), plan.replace("revenu;", "revenue;"));
}

#[test]
fn certain_corrections_come_first_and_are_written() {
    let sandbox = slips();
    sandbox.write("plan.merit", sandbox.read("plan.merit").replace("measure revenue", "measure revenu"));
    sandbox.merit(&["check", "plan.merit", "--unsafe-fixes"]).says(2, &["plan.merit: corrected", "shown only"]);
    let plan = sandbox.read("plan.merit");
    assert!(plan.contains("2026-01-01") && plan.contains("revenu;"), "{plan}");
}

#[test]
fn yes_without_a_question_is_a_wrong_call() {
    assert_eq!(slips().merit(&["check", "plan.merit", "--yes"]).code, 2);
}

#[test]
fn more_errors_than_before_are_never_written() {
    let sandbox = Sandbox::new();
    // With its number read, the line is a clause, and both of its names are unknown.
    let plan = format!("{}let odd = lost + .5 * gone\n", sandbox.read("plan.merit"));
    sandbox.write("plan.merit", &plan);
    let run = sandbox.merit(&["check", "plan.merit", "--fix"]);
    run.says(2, &["plan.merit: not corrected, since more errors would be left"]);
    assert_eq!(sandbox.read("plan.merit"), plan);
    sandbox.merit(&["check", "plan.merit", "--fix", "--lang", "zh"]).says(2, &["未改正"]);
}

#[test]
fn a_shared_file_is_corrected_once() {
    let sandbox = slips();
    sandbox.write("other.merit", sandbox.read("plan.merit"));
    let run = sandbox.merit(&["check", ".", "--fix"]);
    run.says(0, &["2 of 2 policies without errors"]);
    assert_eq!(run.err.matches("more.merit: corrected").count(), 1, "{}", run.err);
}

#[test]
fn standard_input_is_answered_on_standard_output() {
    let sandbox = slips();
    let plan = sandbox.read("plan.merit");
    let run = piped(sandbox.command(&["check", "-", "--fix"]), &plan);
    assert_eq!((run.code, run.out), (0, plan.replace("2026-1-1", "2026-01-01").replace("==", "=")));
    assert!(run.err.contains("<stdin>: no errors"), "{}", run.err);
    let guess = plan.replace("measure revenue", "measure revenu");
    let run = piped(sandbox.command(&["check", "-", "--unsafe-fixes"]), &guess);
    assert!(run.code == 2 && run.out.contains("revenu;") && run.out.contains("2026-01-01"), "{}", run.out);
    let run = piped(sandbox.command(&["check", "-", "--unsafe-fixes", "--yes"]), &guess);
    assert!(run.code == 0 && run.out.contains("revenue;"), "{}", run.out);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = slips();
    sandbox.write("closed/plan.merit", sandbox.read("plan.merit").replace("use \"more.merit\"\n", ""));
    let mode = |mode| std::fs::set_permissions(sandbox.path("closed"), std::fs::Permissions::from_mode(mode)).unwrap();
    mode(0o500);
    let writable = std::fs::write(sandbox.path("closed/probe"), "").is_ok();
    let run = sandbox.merit(&["check", "closed/plan.merit", "--fix"]);
    mode(0o700);
    if !writable {
        run.says(2, &["error[E630]", "error[E113]"]);
    }
}
