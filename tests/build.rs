//! Lists the guests of the hostile corpus, so that a guest without an expectation
//! does not compile, and no expectation without a guest.
#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads the sources and writes what cargo asks for"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// One guest, as its file tells.
struct Guest {
    /// Its path below `guests`, without the ending.
    path: String,
    file: PathBuf,
    tries: String,
    ends: String,
}

fn main() {
    println!("cargo::rerun-if-changed=guests");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("guests");
    let mut guests: Vec<_> = files(&root).map(|file| Guest::read(&root, file)).collect();
    guests.sort_by(|one, other| one.path.cmp(&other.path));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("guests.rs"), listed(&guests)).expect("the list can be written");
}

/// The files in the folders below this one. What lies in it directly is no guest
/// of the corpus.
fn files(root: &Path) -> impl Iterator<Item = PathBuf> {
    let folders = entries(root).into_iter().filter(|path| path.is_dir());
    folders.flat_map(|folder| {
        println!("cargo::rerun-if-changed={}", folder.display());
        entries(&folder)
    })
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    paths.collect()
}

impl Guest {
    fn read(root: &Path, file: PathBuf) -> Self {
        let text = fs::read_to_string(&file).expect("a guest is text");
        let path = file.strip_prefix(root).expect("it lies below");
        let (tries, ends) = header(&text).unwrap_or_else(|| {
            panic!(
                "{} does not begin with `Tries:` and `Ends:`",
                path.display()
            )
        });
        Self {
            path: path.with_extension("").display().to_string(),
            file,
            tries,
            ends,
        }
    }

    /// The name of its expectation.
    fn name(&self) -> String {
        self.path.replace(['/', '-'], "_").to_uppercase()
    }
}

/// What a guest tries and what must stop it, from the comment that it begins with.
fn header(text: &str) -> Option<(String, String)> {
    let lines = text.lines().map_while(|line| {
        let comment = line.strip_prefix(";;").or_else(|| line.strip_prefix("//"));
        comment.map(str::trim)
    });
    let comment = lines.collect::<Vec<_>>().join(" ");
    let (tries, ends) = comment.strip_prefix("Tries: ")?.split_once(" Ends: ")?;
    Some((tries.to_owned(), ends.to_owned()))
}

/// The sources as constants, and their expectations by name: one that is missing
/// is an error of the compiler, which tells the name.
fn listed(guests: &[Guest]) -> String {
    let (mut sources, mut cases, mut tests) = (String::new(), String::new(), String::new());
    for guest in guests {
        let (
            name,
            Guest {
                path,
                tries,
                ends,
                file,
            },
        ) = (guest.name(), guest);
        let _ = writeln!(
            sources,
            "pub(crate) const {name}: Guest = Guest {{ path: {path:?}, tries: {tries:?}, \
             ends: {ends:?}, text: include_str!({file:?}) }};"
        );
        let _ = writeln!(cases, "&table::{name},");
        let lower = name.to_lowercase();
        let _ = writeln!(
            tests,
            "#[test] fn {lower}() {{ crate::hostile::trial::of(&super::table::{name}); }}"
        );
    }
    format!(
        "/// The guests.\npub(crate) mod guests {{ use super::Guest;\n{sources}}}\n\
         /// What is expected of each.\npub(crate) static CASES: [&Case; {}] = [\n{cases}];\n\
         #[cfg(test)] mod each {{\n{tests}}}\n",
        guests.len()
    )
}
