//! What the command inherits from whoever starts it and cannot work with: limits of
//! the system, which are told as what they are.

use crate::harness::{App, PROCFILE};

const ENV: &str = "SECRET=hush\n";

#[test]
fn a_limit_of_file_sizes_is_told_and_no_fault_of_the_exporter() {
    let app = App::new(PROCFILE).env(ENV);
    for signal in ["", "trap '' XFSZ; "] {
        let script = format!("{signal}ulimit -f 0; exec \"$0\" \"$@\"");
        let args = ["export", "systemd", "OUT", "-a", "shop"];
        app.run_through(&["/bin/bash", "-c", &script], &args)
            .fails_with(1)
            .stderr_contains("the limit of file sizes is 0 bytes")
            .stderr_contains("`ulimit -f`")
            .writes_nothing();
    }
}

#[test]
fn a_file_beyond_the_limit_of_file_sizes_is_refused_and_nothing_written() {
    let mebibyte = format!("; {}\n", "x".repeat(61)).repeat(1 << 14);
    let template = format!("{{% for _ in range(17) %}}{mebibyte}{{% endfor %}}");
    let app = App::new(PROCFILE).file("app/t/supervisord.conf", template);
    let args = ["export", "supervisord", "OUT", "-a", "shop", "-t", "t"];
    // In blocks of 1,024 bytes.
    let script = "ulimit -f 16384; exec \"$0\" \"$@\"";
    let run = app.run_through(&["/bin/bash", "-c", script], &args);
    run.fails_with(6)
        .stderr_contains("shop.conf")
        .stderr_contains("File too large");
    assert!(app.written().files().is_empty());
    app.run(&args).succeeds();
    assert_eq!(app.written().text("shop.conf").len(), 17 << 20);
}

#[test]
fn a_limit_of_address_space_is_told_and_no_fault_of_the_exporter() {
    let app = App::new(PROCFILE).env(ENV);
    let script = "ulimit -v 300000; exec \"$0\" \"$@\"";
    let args = ["export", "systemd", "OUT", "-a", "shop"];
    app.run_through(&["/bin/bash", "-c", script], &args)
        .fails_with(1)
        .stderr_contains("Cannot allocate memory")
        .stderr_contains("`ulimit -a`")
        .writes_nothing();
}
