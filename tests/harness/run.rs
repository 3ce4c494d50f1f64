//! One run of the binary, and what may be said of it.

use std::process::{Command, Stdio};

use super::{App, Tree, binary};

/// A run that has ended.
pub(crate) struct Run {
    args: Vec<String>,
    code: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
    before: Tree,
    after: Tree,
}

/// A program that sees none of this machine's settings.
pub(crate) fn command(program: &str, home: &App) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("HOME", home.space().join("home"))
        .env("XDG_CACHE_HOME", home.kept().join("cache"))
        .env("XDG_STATE_HOME", home.kept().join("state"))
        .env("LC_ALL", "C.UTF-8")
        .env("COLUMNS", "80")
        .current_dir(home.dir())
        .stdin(Stdio::null());
    command
}

impl Run {
    #[track_caller]
    pub(super) fn new(app: &App, through: &[&str], args: &[&str]) -> Self {
        let binary = binary();
        let args: Vec<String> = args.iter().map(|arg| app.spell_out(arg)).collect();
        let words = through.iter().map(|word| (*word).to_owned());
        let words = words.chain([binary.display().to_string()]);
        let words: Vec<String> = words.chain(args.iter().cloned()).collect();
        let before = Tree::of(&app.space());
        let output = command(&words[0], app).args(&words[1..]).output().unwrap();
        let run = Self {
            args,
            code: output.status.code(),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).unwrap(),
            before,
            after: Tree::of(&app.space()),
        };
        // A panic would be 101, a signal no code at all.
        assert!(
            matches!(run.code, Some(0..=8)),
            "no documented exit code: {run}"
        );
        run
    }

    /// The exit code; none if a signal ended the run.
    pub(crate) fn code(&self) -> Option<i32> {
        self.code
    }

    #[track_caller]
    pub(crate) fn succeeds(&self) -> &Self {
        self.fails_with(0)
    }

    #[track_caller]
    pub(crate) fn fails_with(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "exit code of {self}");
        if code != 0 {
            assert!(self.stderr.contains("error"), "no error is told: {self}");
        }
        self
    }

    #[track_caller]
    pub(crate) fn stderr_contains(&self, text: &str) -> &Self {
        assert!(
            self.stderr.contains(text),
            "`{text}` is not in stderr of {self}"
        );
        self
    }

    #[track_caller]
    pub(crate) fn stdout_contains(&self, text: &str) -> &Self {
        assert!(
            self.text().contains(text),
            "`{text}` is not in stdout of {self}"
        );
        self
    }

    #[track_caller]
    pub(crate) fn stdout_is(&self, text: &str) -> &Self {
        assert_eq!(self.text(), text, "stdout of {self}");
        self
    }

    /// The output directory holds these files and no others.
    #[track_caller]
    pub(crate) fn writes(&self, paths: &[&str]) -> &Self {
        let mut paths = paths.to_vec();
        paths.sort_unstable();
        assert_eq!(self.written(), paths, "files written by {self}");
        self
    }

    /// Nothing differs: no name, byte, mode, inode or time.
    #[track_caller]
    pub(crate) fn writes_nothing(&self) -> &Self {
        self.before.is_still(&self.after, &self.to_string());
        self
    }

    /// Standard output as text.
    #[track_caller]
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).unwrap()
    }

    fn written(&self) -> Vec<&str> {
        let files = self.after.files().into_iter();
        files.filter_map(|path| path.strip_prefix("out/")).collect()
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            f,
            "`portcullis {}`, which ended with {:?}",
            self.args.join(" "),
            self.code
        )?;
        writeln!(f, "--- stdout\n{}", String::from_utf8_lossy(&self.stdout))?;
        writeln!(f, "--- stderr\n{}", self.stderr)
    }
}

impl App {
    /// Puts the folders in the place of their names.
    fn spell_out(&self, arg: &str) -> String {
        for (name, folder) in [
            ("OUT", self.out()),
            ("APP", self.dir()),
            ("SPACE", self.space()),
        ] {
            if let Some(rest) = arg.strip_prefix(name)
                && (rest.is_empty() || rest.starts_with('/'))
            {
                return format!("{}{rest}", folder.display());
            }
        }
        arg.to_owned()
    }
}
