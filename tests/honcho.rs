//! honcho beside ours: with honcho's own templates, and with templates that a
//! honcho user may have written, every byte is the same.

mod custom;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::harness::{App, command, files, peers};

const FORMATS: [&str; 4] = ["systemd", "supervisord", "upstart", "runit"];

/// Options that both take.
const FULL: [&str; 8] = [
    "-a",
    "shop",
    "-u",
    "www",
    "-l",
    "/srv/log",
    "-s",
    "/bin/bash",
];

/// An application that both read alike, and how it is exported.
struct Sample {
    procfile: &'static str,
    env: &'static str,
    args: &'static [&'static str],
}

const SAMPLES: [Sample; 9] = [
    Sample {
        procfile: "web: ./serve\n",
        env: "",
        args: &["-a", "shop"],
    },
    Sample {
        procfile: "web: ./serve --port $PORT\nworker: ./work\nclock: date +%H:%M:%S\n",
        env: "DEBUG=1\nNAME=shop\n",
        args: &["-a", "shop", "-c", "web=2,worker=3,clock=0"],
    },
    Sample {
        procfile: "web: echo \"it's $HOME\" 'a b' 100% \\\\d ; true # no comment\n",
        env: "SINGLE='a \"b\" $c %d `e` ~ * ? # ;'\nDOUBLE=\"it's \\\"so\\\" and \\\\ too\"\n",
        args: &FULL,
    },
    Sample {
        procfile: "web: exec serve | tee log && (cd /tmp; ls) > out 2>&1 &\n",
        env: "LINES=\"one\\ntwo\\n\"\nTAB=\"a\\tb\"\nEMPTY=''\nSPACES='  a  b  '\n",
        args: &FULL,
    },
    Sample {
        procfile: "web: echo 日本 é ü\n",
        env: "WORDS='日本 héllo ∅ 🦀'\nBARE=日本\nLATIN=é\n",
        args: &["-a", "shop", "-c", "web=2"],
    },
    Sample {
        procfile: "web: a\n",
        env: "URL=postgres://shop:p%40ss$word@127.0.0.1/shop?sslmode=disable&a=b\nPERCENT=15%\nCOMMAS=a,b=c\n",
        args: &["-a", "shop-two", "-p", "7000", "-c", "web=3"],
    },
    Sample {
        procfile: "# a comment\n\nweb-front: a\nweb_back: b\n9lives: c\nX: d\n",
        env: "# a comment\n\nA=1\nB=2\nA=3\n",
        args: &["-a", "a.b", "-c", "X=11,9lives=2"],
    },
    Sample {
        procfile: "web: a\nworker: b\n",
        env: "FIRST=1\nPORT=9000\nLAST=2\n",
        args: &["-a", "shop", "-c", "web=2"],
    },
    Sample {
        procfile: "web: a\n",
        env: "HONCHO_PROCESS_NAME=mine\nPATH='/a b:/c'\nHOME=/srv/$USER\n",
        args: &["-a", "shop", "-c", "web=2"],
    },
];

#[test]
fn all_files_of_its_templates_are_equal_in_systemd() {
    compare_samples("systemd");
}

#[test]
fn all_files_of_its_templates_are_equal_in_supervisord() {
    compare_samples("supervisord");
}

#[test]
fn all_files_of_its_templates_are_equal_in_upstart() {
    compare_samples("upstart");
}

#[test]
fn all_files_of_its_templates_are_equal_in_runit() {
    compare_samples("runit");
}

#[test]
fn all_files_are_equal_for_very_many_processes() {
    let procfile: String = (0..60)
        .map(|number| format!("type{number}: run {number} $PORT\n"))
        .collect();
    let formation: Vec<_> = (0..60)
        .map(|number| format!("type{number}={}", number % 7))
        .collect();
    let args = ["-a", "shop", "-c", &formation.join(",")];
    for format in FORMATS {
        let app = App::new(&procfile).env("A=1\n");
        compare(format, &app, &templates(format), &args);
    }
}

#[test]
fn all_files_are_equal_for_the_sample_application() {
    let sample = crate::harness::root().join("examples/shop");
    for format in FORMATS {
        let app = App::new(std::fs::read(sample.join("Procfile")).unwrap()).env("WORK_EVERY=5\n");
        compare(
            format,
            &app,
            &templates(format),
            &["-a", "shop", "-c", "web=2,worker=1"],
        );
    }
}

#[test]
fn several_env_files_are_merged_as_honcho_does_it() {
    for format in FORMATS {
        let app = App::new("web: a\n")
            .file("app/one", "A=1\nB=2\n")
            .file("app/two", "C=3\nA=4\n");
        compare(
            format,
            &app,
            &templates(format),
            &["-a", "shop", "-e", "one,two"],
        );
    }
}

#[test]
fn another_procfile_is_read_from_the_application_root() {
    for format in FORMATS {
        let app = App::empty().file("app/etc/Procfile.live", "web: live\n");
        compare(
            format,
            &app,
            &templates(format),
            &["-a", "shop", "-f", "etc/Procfile.live"],
        );
    }
}

#[test]
fn our_default_templates_give_the_same_file_names() {
    for format in FORMATS {
        let app = App::new(SAMPLES[1].procfile).env(SAMPLES[1].env);
        let mut theirs = honcho(format, &app, &templates(format), SAMPLES[1].args);
        // Their runit keeps the variables in files of their own, where they
        // lose line breaks; ours are in the script.
        theirs.retain(|path, _| !path.contains("/env/"));
        let args = [&["export", format, "OUT"], SAMPLES[1].args].concat();
        app.run(&args).succeeds();
        let theirs: Vec<_> = theirs.keys().map(String::as_str).collect();
        let written = app.written();
        // Under runit two more scripts stop a whole process group.
        let is_more = |path: &str| path.ends_with("/finish") || path.ends_with("/control/t");
        let ours: Vec<_> = written
            .files()
            .into_iter()
            .filter(|p| !is_more(p))
            .collect();
        assert_eq!(ours, theirs, "{format}");
    }
}

#[track_caller]
fn compare_samples(format: &str) {
    for sample in &SAMPLES {
        let app = App::new(sample.procfile).env(sample.env);
        compare(format, &app, &templates(format), sample.args);
    }
}

/// Exports with both and compares names and bytes.
#[track_caller]
fn compare(format: &str, app: &App, templates: &Path, args: &[&str]) {
    let theirs = honcho(format, app, templates, args);
    assert!(!theirs.is_empty());
    let folder = templates.display().to_string();
    app.run(&[&["export", format, "OUT", "-t", &folder], args].concat())
        .succeeds();
    let ours = without_ps(format, files(&app.out()));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&ours), names(&theirs), "{format} {args:?}");
    for (path, bytes) in &ours {
        let (ours, theirs) = (
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&theirs[path]),
        );
        assert_eq!(ours, theirs, "{format}: {path} of {args:?}");
    }
}

/// honcho's own templates.
fn templates(format: &str) -> PathBuf {
    let lib = peers().join("lib");
    let python = std::fs::read_dir(lib)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    python
        .join("site-packages/honcho/export/templates")
        .join(format)
}

/// What honcho writes.
#[track_caller]
fn honcho(format: &str, app: &App, templates: &Path, args: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let out = app.space().join("honcho");
    let honcho = peers().join("bin/honcho");
    let mut command = command(honcho.to_str().unwrap(), app);
    command
        .arg("export")
        .args(args)
        .arg("-t")
        .arg(templates)
        .arg(format)
        .arg(&out);
    let output = command.env("PYTHONUTF8", "1").output().unwrap();
    assert!(
        output.status.success(),
        "honcho: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    files(&out)
}

/// Takes our extra variable `PS` away.
fn without_ps(format: &str, files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let kept = files
        .into_iter()
        .filter(|(path, _)| !path.ends_with("/env/PS"));
    kept.map(|(path, bytes)| (path, without_ps_in(format, &bytes)))
        .collect()
}

fn without_ps_in(format: &str, bytes: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    let lines = text.split_inclusive('\n');
    let lines: Vec<String> = match format {
        "systemd" => lines
            .filter(|line| !line.starts_with("Environment=PS="))
            .map(str::to_owned)
            .collect(),
        "upstart" => lines
            .filter(|line| !line.starts_with("env PS="))
            .map(str::to_owned)
            .collect(),
        // It is the last of the variables.
        "supervisord" => lines.map(without_last_ps).collect(),
        _ => return bytes.to_vec(),
    };
    lines.concat().into_bytes()
}

fn without_last_ps(line: &str) -> String {
    match line.rsplit_once(",PS=") {
        Some((rest, _)) if line.ends_with('\n') => format!("{rest}\n"),
        _ => line.to_owned(),
    }
}
