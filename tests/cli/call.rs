//! Everything that can be wrong with the call, one case a code.

use crate::support::Sandbox;

#[test]
fn policy_files() {
    let sandbox = Sandbox::new();
    sandbox.merit(&["check", "plann.merit"]).says(2, &["error[E601]", "plan.merit"]);
    sandbox.merit(&["run", ".", "--data", "data", "--period", "2026-Q1"]).says(2, &["error[E602]", "./plan.merit"]);
    let large = std::fs::File::create(sandbox.path("large.merit")).unwrap();
    large.set_len(9 * 1024 * 1024).unwrap();
    sandbox.merit(&["check", "large.merit"]).says(2, &["error[E603]"]);
    sandbox.merit(&["check", "data/people.csv"]).says(2, &["error[E604]", "--data"]);
    sandbox.write("workbook", b"PK\x03\x04....");
    sandbox.merit(&["check", "workbook"]).says(2, &["error[E604]"]);
    sandbox.write("gbk.merit", b"policy \"x\" {\n  owner \"\xcf\xfa\xca\xdb\"\n}\n");
    sandbox.merit(&["check", "gbk.merit"]).says(2, &["error[E605]", "line 2"]);
    sandbox.write("empty.merit", "\u{feff} \n");
    sandbox.merit(&["check", "empty.merit"]).says(2, &["error[E606]"]);
}

#[test]
fn a_byte_order_mark_and_another_ending_do_no_harm() {
    let sandbox = Sandbox::new();
    sandbox.write("plan.txt", format!("\u{feff}{}", sandbox.read("plan.merit")));
    sandbox.merit(&["check", "plan.txt"]).says(0, &["no errors"]);
}

#[test]
fn used_files() {
    let sandbox = Sandbox::new();
    let plan = sandbox.read("plan.merit");
    sandbox.write("plans/plan.merit", format!("use \"shared/more.merit\"\nuse \"./shared/more.merit\"\n{plan}"));
    sandbox.write("plans/shared/more.merit", "use \"../plan.merit\"\nlet double = sold * 2\n");
    sandbox.merit(&["check", "plans/plan.merit"]).says(0, &["no errors"]);
    sandbox.write("plans/shared/more.merit", "use \"../other.merit\"\n");
    sandbox.merit(&["check", "plans/plan.merit"]).says(2, &["error[E607]", "plans/shared/more.merit:1:5"]);
    for outside in ["../../plan.merit", "/etc/hostname", "..\\\\plan.merit"] {
        sandbox.write("plans/shared/more.merit", format!("use \"{outside}\"\n"));
        sandbox.merit(&["check", "plans/plan.merit"]).says(2, &["error[E608]"]);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(sandbox.path("plan.merit"), sandbox.path("plans/shared/link.merit")).unwrap();
        sandbox.write("plans/shared/more.merit", "use \"link.merit\"\n");
        sandbox.merit(&["check", "plans/plan.merit"]).says(2, &["error[E608]"]);
    }
}

#[test]
fn periods() {
    let sandbox = Sandbox::new();
    let at = |period: &str| sandbox.merit(&["run", "plan.merit", "--data", "data", "--period", period]);
    at("Q1").says(2, &["error[E610]", "--period 2026-Q1"]);
    at("2026-03").says(2, &["error[E611]", "month", "--period 2026-Q1"]);
    at("2027-Q1").says(2, &["error[E612]", "plan.merit:5:3"]);
    at("2026-Q4").says(0, &["2026-Q4"]);
}

#[test]
fn data_files() {
    let sandbox = Sandbox::new();
    let with = |data: &[&str]| {
        let data = data.iter().flat_map(|data| ["--data", data]);
        sandbox.merit(&["run", "plan.merit", "--period", "2026-Q1"].into_iter().chain(data).collect::<Vec<&str>>())
    };
    with(&["nowhere"]).says(2, &["error[E615]"]);
    with(&["people=nowhere.csv", "deals=data/deals.csv"]).says(2, &["error[E615]"]);
    with(&["peple=data/people.csv"]).says(2, &["error[E616]", "did you mean people"]);
    with(&["data/people.csv"]).says(2, &["error[E617]", "--data people=data/people.csv"]);
    with(&["people=data/people.csv"]).says(2, &["error[E618]", "--data deals=FILE", "plan.merit:9:1"]);
    with(&["data", "deals=data/deals.csv"]).says(2, &["error[E619]"]);
    with(&["people=data", "deals=data/deals.csv"]).says(2, &["error[E620]"]);
    sandbox.write("other.csv", "deal,person,amount\n");
    with(&["data", "deals=other.csv"]).says(2, &["error[E619]"]);
    sandbox.write("people.xlsb", b"PK\x03\x04");
    with(&["people=people.xlsb", "deals=data/deals.csv"]).says(2, &["error[E621]", ".csv"]);
    with(&["people=data/people.csv", "deals=data/deals.csv"]).says(0, &["2 people"]);
    sandbox.write("data/archive.csv", "a\n");
    sandbox.write("data/notes.txt", "a\n");
    let run = with(&["data"]);
    run.says(0, &["[W601]", "archive.csv"]);
    assert!(!run.out.contains("notes.txt"));
}

#[test]
fn what_is_asked_for() {
    let sandbox = Sandbox::new();
    let why = |further: &[&str]| sandbox.merit(&[&["why", "plan.merit", "--data", "data", "--period", "2026-Q1"], further].concat());
    why(&["--who", "a"]).says(2, &["error[E625]", "did you mean “A”?"]);
    why(&["--who", "A", "scor"]).says(2, &["error[E626]", "did you mean “score”?"]);
    sandbox.merit(&["explain", "E2033"]).says(2, &["error[E627]"]);
    sandbox.run(&["--rows"]).says(2, &["error[E632]"]);
    sandbox.merit(&["frobnicate"]).says(2, &["Usage"]);
    sandbox.merit(&["--version"]).says(0, &["merit "]);
}

#[test]
fn results_are_written_whole_or_not_at_all() {
    let sandbox = Sandbox::new();
    sandbox.run(&["--out", "nowhere/out.csv", "--format", "csv"]).says(2, &["error[E630]", "the folder does not exist"]);
    let people = sandbox.read("data/people.csv");
    sandbox.run(&["--out", "data/../data/people.csv", "--format", "csv"]).says(2, &["error[E631]"]);
    sandbox.run(&["--out", "plan.merit"]).says(2, &["error[E631]"]);
    assert_eq!(sandbox.read("data/people.csv"), people);
    let run = sandbox.run(&["--out", "out.csv", "--format", "csv"]);
    run.says(0, &[]);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    // Excel needs the mark to read what is not ASCII.
    assert!(sandbox.read("out.csv").starts_with("\u{feff}id,name,"));
    let names: Vec<String> =
        std::fs::read_dir(sandbox.path("")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.iter().all(|name| !name.starts_with(".merit-")), "{names:?}");
}

#[test]
fn a_reader_who_stops_reading_is_no_fault() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command(&["completions", "bash"]);
    let mut child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &[][..]));
}

#[test]
fn the_language_of_the_system() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command(&["check", "plan.merit"]);
    command.env("LANG", "zh_CN.UTF-8");
    crate::support::run(command).says(0, &["没有错误"]);
    let mut command = sandbox.command(&["check", "plan.merit", "--lang", "en"]);
    command.env("LC_ALL", "zh_CN.UTF-8");
    crate::support::run(command).says(0, &["no errors"]);
}

#[test]
fn a_call_in_chinese() {
    let sandbox = Sandbox::new();
    sandbox.merit(&["run", "plan.merit", "--lang", "zh"]).says(2, &["缺少参数：", "--period <PERIOD>", "用法：merit run"]);
    sandbox.merit(&["chek", "plan.merit", "--lang=zh"]).says(2, &["没有命令 chek", "是不是：check"]);
    sandbox.merit(&["check", "plan.merit", "--format", "xml", "--lang", "zh"]).says(2, &["不能是“xml”", "text、json"]);
    let mut command = sandbox.command(&["help", "why"]);
    command.env("LANG", "zh_CN.UTF-8");
    crate::support::run(command).says(0, &["人员编号", "要说明的名称"]);
}

#[cfg(not(feature = "pull"))]
#[test]
fn without_pull_there_is_no_such_command() {
    let sandbox = Sandbox::new();
    sandbox.merit(&["pull", "zoho", "--lang", "en"]).says(2, &["unrecognized subcommand 'pull'"]);
    for language in ["en", "zh"] {
        assert!(!sandbox.merit(&["--help", "--lang", language]).out.contains("pull"));
    }
    sandbox.merit(&["explain", "E783", "--lang", "en"]).says(0, &["pull-token-refused"]);
}
