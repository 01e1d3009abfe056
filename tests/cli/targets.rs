//! Folders, patterns and standard input in place of files.

use crate::support::{Sandbox, piped};

fn many() -> Sandbox {
    let sandbox = Sandbox::new();
    let plan = sandbox.read("plan.merit");
    sandbox.write("plans/b.merit", &plan);
    sandbox.write("plans/a/whole.merit", format!("use \"parts/part.merit\"\n{plan}"));
    sandbox.write("plans/a/parts/part.merit", "use \"deeper.merit\"\nlet double = sold * 2\n");
    sandbox.write("plans/a/parts/deeper.merit", "let half = sold / 2\n");
    sandbox.write("plans/.old/x.merit", "wrong");
    sandbox.write("plans/target/x.merit", "wrong");
    sandbox.write("plans/notes.txt", "wrong");
    sandbox
}

#[test]
fn a_folder_is_its_policies() {
    let run = many().merit(&["check", "plans"]);
    run.says(0, &["2 of 2 policies without errors"]);
    let names: Vec<&str> = run.out.lines().filter_map(|line| line.split_once(": no errors")).map(|(name, _)| name).collect();
    assert_eq!(names, ["plans/a/whole.merit", "plans/b.merit"]);
    let run = many().merit(&["check", "."]);
    assert!(run.out.starts_with("plan.merit: no errors"), "{}", run.out);
}

#[test]
fn a_part_that_nobody_uses_is_judged_and_so_is_one_that_is_named() {
    let sandbox = many();
    sandbox.write("plans/lost.merit", "let lost = 1\n");
    sandbox.merit(&["check", "plans"]).says(2, &["error[E240]", "plans/lost.merit: 1 error", "2 of 3"]);
    let run = many().merit(&["check", "plans", "plans/a/parts/part.merit"]);
    run.says(2, &["error[E240]", "plans/a/parts/part.merit: 1 error", "2 of 3"]);
}

#[test]
fn patterns_are_expanded_here() {
    let sandbox = many();
    sandbox.merit(&["check", "plans/*.merit"]).says(0, &["plans/b.merit: no errors"]);
    sandbox.merit(&["check", "plans/**/*.merit"]).says(0, &["2 of 2 policies"]);
    sandbox.merit(&["check", "plan?", "plan.merit", "./plan.merit", "*.merit"]).says(0, &["3 of 3 policies"]);
    sandbox.write("odd[1].merit", sandbox.read("plan.merit"));
    sandbox.merit(&["check", "odd[1].merit"]).says(0, &["odd[1].merit: no errors"]);
}

#[test]
fn nothing_found_is_a_mistake() {
    let sandbox = many();
    sandbox.merit(&["check", "data"]).says(2, &["error[E657]", "“data”"]);
    sandbox.merit(&["check", "nowhere/*.merit", "plan.merit"]).says(2, &["error[E657]", "plan.merit: no errors"]);
    sandbox.merit(&["check", "plans/***.merit"]).says(2, &["error[E657]", "no pattern"]);
    sandbox.merit(&["check", "nowhere/*.merit", "--lang", "zh"]).says(2, &["错误[E657] 在“nowhere/*.merit”没有找到制度文件"]);
    sandbox.merit(&["check"]).says(2, &["error[E658]", "merit.toml"]);
    sandbox.merit(&["test"]).says(2, &["error[E658]"]);
    let run = sandbox.merit(&["check", "data", "--format", "json"]);
    run.says(2, &["\"code\":\"E657\""]);
}

#[test]
fn standard_input() {
    let sandbox = many();
    let plan = sandbox.read("plans/a/whole.merit").replace("parts/", "plans/a/parts/");
    piped(sandbox.command(&["check", "-"]), &plan).says(0, &["<stdin>: no errors"]);
    piped(sandbox.command(&["check", "-", "-", "plan.merit"]), &plan).says(0, &["<stdin>: no errors", "2 of 2"]);
    piped(sandbox.command(&["test", "-"]), &plan).says(0, &["1 example, 1 passed"]);
    piped(sandbox.command(&["check", "-"]), &plan.replace("100%", "90%")).says(2, &["<stdin>:12:11"]);
    piped(sandbox.command(&["check", "-"]), "use \"../plan.merit\"\n").says(2, &["error[E608]"]);
    piped(sandbox.command(&["check", "-"]), " \n").says(2, &["error[E606]"]);
}

#[test]
fn examples_of_many_policies() {
    many().merit(&["test", "plans"]).says(0, &["plans/a/whole.merit\n", "plans/b.merit\n", "2 examples, 2 passed"]);
}

#[cfg(unix)]
#[test]
fn a_file_is_taken_once_and_a_circle_of_folders_ends() {
    let sandbox = many();
    std::os::unix::fs::symlink(sandbox.path("plans"), sandbox.path("plans/again")).unwrap();
    std::os::unix::fs::symlink(sandbox.path("plans/b.merit"), sandbox.path("plans/c.merit")).unwrap();
    sandbox.merit(&["check", "plans", "plans/b.merit"]).says(0, &["2 of 2 policies"]);
}
