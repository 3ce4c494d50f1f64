//! An application, an output directory, and around it what nothing may touch.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, lchown, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use super::layout::{Expect, Layout, Who};
use super::record::Record;
use crate::harness::ordinary::{NOBODY, Reachable};
use crate::harness::{App, binary, command, files};

/// A user who is neither.
pub(super) const STRANGER: u32 = 12345;

/// Ends a run that waits for what never comes.
const PATIENCE: &str = "60";

/// Where an application seems to be in the files that are expected.
const ROOT: &str = "@APP@";

static PROGRAM: LazyLock<Reachable> = LazyLock::new(|| Reachable::copy(&binary()));

/// The files of each format, as they are where nothing is in the way.
static FILES: LazyLock<BTreeMap<&str, BTreeMap<String, String>>> = LazyLock::new(|| {
    let files = |format| (format, clean_files(format));
    ["systemd", "runit"].map(files).into()
});

pub(super) struct Place {
    app: App,
    who: Who,
    /// What has to be undone before the folder can be removed.
    undo: RefCell<Vec<Command>>,
}

impl Place {
    pub(super) fn new(who: Who) -> Self {
        let place = Self {
            app: App::new("web: ./serve\n"),
            who,
            undo: RefCell::default(),
        };
        place.file("outside/secret", "precious");
        place.file("outside/dir/file", "precious");
        place.file("outside/run", "precious");
        place.fifo("outside/fifo");
        place.link("secret", "outside/link");
        place.file("out/other.conf", "of someone else");
        place.file("out/inside/file", "of someone else");
        for folder in ["", "app", "app/Procfile", "home"] {
            place.own(&place.path(folder));
        }
        place.own(&place.app.kept());
        place
    }

    /// A path from the folder that holds everything.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.app.space().join(path)
    }

    /// Gives what was made to whoever will export.
    fn own(&self, path: &Path) {
        if crate::harness::ordinary::is_root() && self.who == Who::Ordinary {
            lchown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }

    /// Makes the directories above a path.
    fn above(&self, path: &str) -> PathBuf {
        let folder = Path::new(path).parent().unwrap();
        let mut at = self.app.space();
        for name in folder {
            at.push(name);
            if fs::symlink_metadata(&at).is_err() {
                fs::create_dir(&at).unwrap();
                self.own(&at);
            }
        }
        self.path(path)
    }

    pub(super) fn file(&self, at: &str, content: &str) {
        let path = self.above(at);
        fs::write(&path, content).unwrap();
        self.own(&path);
    }

    pub(super) fn directory(&self, at: &str) {
        self.above(&format!("{at}/in-it"));
        assert!(self.path(at).is_dir());
    }

    pub(super) fn link(&self, target: &str, at: &str) {
        let path = self.above(at);
        let target = target.replace("SPACE", &self.app.space().to_string_lossy());
        symlink(target, &path).unwrap();
        self.own(&path);
    }

    pub(super) fn hard_link(&self, target: &str, at: &str) {
        fs::hard_link(self.path(target), self.above(at)).unwrap();
    }

    pub(super) fn fifo(&self, at: &str) {
        let path = self.above(at);
        succeeds(Command::new("mkfifo").arg(&path));
        self.own(&path);
    }

    pub(super) fn socket(&self, at: &str) {
        let path = self.above(at);
        drop(UnixListener::bind(&path).unwrap());
        self.own(&path);
    }

    /// A device, by the letter and the numbers that `mknod` takes.
    pub(super) fn device(&self, at: &str, numbers: [&str; 3]) {
        let path = self.above(at);
        succeeds(Command::new("mknod").arg(&path).args(numbers));
        self.own(&path);
    }

    pub(super) fn mode(&self, at: &str, mode: u32) {
        fs::set_permissions(self.path(at), fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Gives something to someone else.
    pub(super) fn give(&self, at: &str) {
        lchown(self.path(at), Some(STRANGER), Some(STRANGER)).unwrap();
    }

    /// Sets `i` or `a`, which even the superuser must take away first.
    pub(super) fn attribute(&self, at: &str, letter: char) {
        let chattr = |change: &str| {
            let mut command = Command::new("chattr");
            command.arg(change).arg(self.path(at));
            command
        };
        succeeds(&mut chattr(&format!("+{letter}")));
        self.undo.borrow_mut().push(chattr(&format!("-{letter}")));
    }

    /// Exports by the same command as before into an empty directory.
    pub(super) fn export_before(&self, format: &str, formation: &str) {
        let mut command = self.command(&self.words(format, "out", formation));
        succeeds(&mut command);
    }

    fn words(&self, format: &str, location: &str, formation: &str) -> Vec<String> {
        let location = match location.starts_with('/') {
            true => location.to_owned(),
            false => self.path(location).display().to_string(),
        };
        let program = PROGRAM.path().display().to_string();
        let words = [
            &program, "export", format, &location, "-a", "shop", "-m", formation,
        ];
        words.map(str::to_owned).to_vec()
    }

    /// A program as whoever exports.
    fn command(&self, words: &[String]) -> Command {
        let mut command = self.as_root(words);
        if self.is_other_user() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    fn is_other_user(&self) -> bool {
        crate::harness::ordinary::is_root() && self.who == Who::Ordinary
    }

    fn as_root(&self, words: &[String]) -> Command {
        let mut command = command("timeout", &self.app);
        command.args(["--signal=KILL", PATIENCE]).args(words);
        command
    }

    /// The export in a mount namespace of its own. What an export that fails
    /// leaves behind a mount is told by the code 99.
    fn mounted(&self, script: &str, words: &[String]) -> Command {
        let inside = format!(
            "set -e\n{script}\nlist() {{ find \"$SPACE/out\" -xdev -printf '%P %y\\n' | sort; }}\n\
             before=$(list); set +e\n\"$@\"\ncode=$?\n\
             [ $code = 0 ] || [ \"$before\" = \"$(list)\" ] || {{ list >&2; exit 99; }}\nexit $code"
        );
        let unshare = ["unshare", "--mount", "--propagation", "private"];
        let shell = ["sh", "-c", &inside, "sh"];
        let user = format!("{NOBODY}");
        let drop = [
            "setpriv",
            "--reuid",
            &user,
            "--regid",
            &user,
            "--clear-groups",
        ];
        let drop = if self.is_other_user() { &drop[..] } else { &[] };
        let all = unshare.iter().chain(&shell).chain(drop);
        let all: Vec<_> = all.map(|word| (*word).to_owned()).collect();
        let mut command = self.as_root(&[&all, words].concat());
        let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        command.env("SPACE", self.app.space()).env("PATH", path);
        command
    }

    /// Makes a layout, exports into it, and says what is not as expected.
    pub(super) fn export(&self, layout: &Layout) -> Result<(), String> {
        (layout.make)(self);
        match layout.expected(self.who) {
            Expect::Occupied => {
                self.export_as(layout, Expect::Refused("nothing was changed"), &[])?;
                self.export_as(layout, Expect::Done, &["--adopt"])
            }
            Expect::Immovable => {
                self.export_as(layout, Expect::Refused("nothing was changed"), &[])?;
                self.export_as(layout, Expect::Refused(""), &["--adopt"])
            }
            other => self.export_as(layout, other, &[]),
        }
    }

    fn export_as(&self, layout: &Layout, expect: Expect, more: &[&str]) -> Result<(), String> {
        let outside = Record::of(&self.path("outside"));
        let before = Record::without_times(&self.path("out"));
        let mut words = self.words(layout.format, layout.location, "web=1");
        words.extend(more.iter().map(|word| (*word).to_owned()));
        let mut command = match &layout.mount {
            Some(script) => self.mounted(script, &words),
            None => self.command(&words),
        };
        let output = command.output().unwrap();
        if let Some(difference) = outside.difference(&Record::of(&self.path("outside"))) {
            return Err(format!("outside: {difference}"));
        }
        let after = Record::without_times(&self.path("out"));
        let (code, says) = match expect {
            Expect::Refused(why) => (6, why),
            _ => (0, ""),
        };
        has_ended(&output, code, says)?;
        // What changed behind a mount is seen from inside.
        match code {
            _ if layout.mount.is_some() => Ok(()),
            0 => self
                .is_exported(layout)
                .and_then(|()| is_undisturbed(layout.format, &before, &after, !more.is_empty())),
            _ => before.difference(&after).map_or(Ok(()), Err),
        }
    }

    /// Every file is there as it is anywhere.
    fn is_exported(&self, layout: &Layout) -> Result<(), String> {
        let location = fs::canonicalize(self.path(layout.location)).unwrap();
        let found = Record::without_times(&location);
        let root = self.app.dir().display().to_string();
        for (path, content) in &FILES[layout.format] {
            let file = found.0.get(&format!("/{path}"));
            let file = file.ok_or(format!("`{path}` is missing"))?;
            let is_owned = !self.is_other_user() || file.owner.0 == NOBODY;
            let content = content.replace(ROOT, &root);
            if !file.is_file() || file.content != content.as_bytes() || !is_owned {
                return Err(format!("`{path}` is {file:?}"));
            }
        }
        Ok(())
    }
}

/// Everything else is as it was, and what was taken over is kept.
fn is_undisturbed(
    format: &str,
    before: &Record,
    after: &Record,
    adopts: bool,
) -> Result<(), String> {
    for (path, node) in &before.0 {
        let is_ours = FILES[format].contains_key(path.trim_start_matches('/'));
        let is_state = path.starts_with("/.portcullis");
        let is_same = after.0.get(path) == Some(node);
        let is_kept = match adopts {
            true => after.keeps(path, node),
            false => is_ours,
        };
        if !is_state && !is_same && !is_kept {
            let now = after.0.get(path);
            return Err(format!("`{path}` was {node:?} and is {now:?}"));
        }
    }
    Ok(())
}

impl Drop for Place {
    fn drop(&mut self) {
        for command in self.undo.get_mut() {
            let _ = command.status();
        }
    }
}

fn clean_files(format: &'static str) -> BTreeMap<String, String> {
    let app = App::new("web: ./serve\n");
    app.export(format, &["-m", "web=1"]).succeeds();
    let root = app.dir().display().to_string();
    let files = files(&app.out()).into_iter();
    let text = |bytes| String::from_utf8(bytes).unwrap().replace(&root, ROOT);
    files.map(|(path, bytes)| (path, text(bytes))).collect()
}

#[track_caller]
fn succeeds(command: &mut Command) {
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {told}");
}

/// The code is this one, and what is told says this and moves no cursor.
fn has_ended(output: &Output, code: i32, says: &str) -> Result<(), String> {
    let told = String::from_utf8_lossy(&output.stderr);
    let is_obeyed = |c: char| c.is_control() && c != '\n';
    if output.status.code() != Some(code) || !told.contains(says) || told.contains(is_obeyed) {
        let status = output.status;
        return Err(format!(
            "{status}, not {code} with `{says}`: {}",
            told.escape_debug()
        ));
    }
    Ok(())
}
