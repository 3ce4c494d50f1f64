//! What `tests/crash` needs in Rust: components that export given files, and
//! races against an attacker who renames in the output directory.
#![expect(
    clippy::disallowed_methods,
    reason = "an attacker and those who watch over it use the file system as they please"
)]

#[path = "crash/attack.rs"]
mod attack;
#[path = "crash/component.rs"]
mod component;
#[path = "../encode.rs"]
#[expect(dead_code, reason = "the tests make other components of it too")]
mod encode;
#[path = "crash/ground.rs"]
mod ground;
#[path = "../memory.rs"]
mod memory;
#[path = "crash/race.rs"]
mod race;
#[path = "crash/watch.rs"]
mod watch;

use std::path::Path;

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
usage: crash component FILE PATH=TEXT…     make a component that exports these files;
                                           a text that begins with * is a program
       crash races                         list the races
       crash race NAME ROUNDS DIRECTORY    run a race in an empty directory";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["component", file, files @ ..] => {
            let files = files.iter().map(|pair| pair.split_once('='));
            let files: Vec<_> = files.collect::<Option<_>>().context(USAGE)?;
            Ok(std::fs::write(file, component::exporting(&files))?)
        }
        ["races"] => {
            attack::ALL
                .iter()
                .for_each(|attack| println!("{}", attack.name));
            Ok(())
        }
        ["race", name, rounds, directory] => {
            let attack = attack::ALL.iter().find(|attack| attack.name == *name);
            let attack = attack.with_context(|| format!("there is no race `{name}`"))?;
            let told = race::run(attack, rounds.parse()?, Path::new(directory))?;
            println!("{told}");
            Ok(())
        }
        _ => bail!("{USAGE}"),
    }
}
