//! One race: exports, rollbacks or removals on one thread, the attacker on another, and a watch.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use anyhow::Result;
use portcullis_output::{
    File, FilePath, Mode, OutputDir, OutputError, Owner, PathProfile, Plan, ambient_authority,
};
use serde_json::{Value, json};

use crate::attack::{Attack, Deed};
use crate::ground::Ground;
use crate::watch::Watch;

/// How many times as many rounds there may be until enough of them were attacked and
/// one was published: on a busy machine the attacker may come to none, or be in the
/// way of all.
const PATIENCE: usize = 40;

/// One export of so many takes over what is in its way.
const ADOPTING: usize = 8;

/// How many generations are kept.
const KEEP: NonZeroUsize = NonZeroUsize::new(2).unwrap();

/// What the attacker has done, and whether there is still a race.
#[derive(Default)]
struct Attacker {
    swaps: AtomicUsize,
    is_over: AtomicBool,
}

/// How they ended.
#[derive(Default)]
struct Ends {
    /// In how many rounds the attacker did something.
    attacked: usize,
    published: usize,
    refused: usize,
    /// The first refusals, to be read.
    words: Vec<String>,
}

/// Runs a race of so many exports below an empty folder.
pub(crate) fn run(attack: &Attack, rounds: usize, folder: &Path) -> Result<Value> {
    let ground = Ground::make(folder)?;
    let owner = Owner::new("shop", "made")?;
    // What the first attack meets is there already.
    act(&ground, attack, &owner, 0)?;
    (attack.prepare)(&ground)?;
    let mut watch = Watch::over(&ground.outside())?;
    let (attacker, mut ends) = (Attacker::default(), Ends::default());
    thread::scope(|scope| {
        scope.spawn(|| attacker.attack(attack, &ground));
        let mut raced = Ok(());
        for round in 1..=rounds * PATIENCE {
            if raced.is_err() || ends.attacked >= rounds && ends.published > 0 {
                break;
            }
            let before = attacker.swaps.load(Ordering::Acquire);
            ends.note(act(&ground, attack, &owner, round));
            ends.attacked += usize::from(attacker.has_come(before));
            raced = watch.look();
        }
        attacker.is_over.store(true, Ordering::Release);
        raced
    })?;
    watch.look()?;
    Ok(json!({
        "rounds": ends.attacked,
        "swaps": attacker.swaps.load(Ordering::Acquire),
        "published": ends.published,
        "refused": ends.refused,
        "words": ends.words,
        "outside": watch.seen(),
    }))
}

impl Attacker {
    fn attack(&self, attack: &Attack, ground: &Ground) {
        let mut step = 0;
        while !self.is_over.load(Ordering::Acquire) {
            if (attack.step)(ground, step) {
                self.swaps.fetch_add(1, Ordering::Release);
            }
            step += 1;
        }
    }

    /// Waits for an attack since `before`, and tells whether there was one: a round
    /// without is no race. Some attacks need a file, which only the next round may
    /// bring.
    fn has_come(&self, before: usize) -> bool {
        for _ in 0..100 {
            if self.swaps.load(Ordering::Acquire) > before {
                return true;
            }
            thread::yield_now();
        }
        false
    }
}

impl Ends {
    fn note(&mut self, end: Result<(), OutputError>) {
        match end {
            Ok(()) => self.published += 1,
            Err(error) => {
                self.refused += 1;
                let words = format!("{error}");
                if self.words.len() < 5 && !self.words.contains(&words) {
                    self.words.push(words);
                }
            }
        }
    }
}

/// One round: an export whose files differ from those of the round before, or
/// what takes the last one back.
fn act(ground: &Ground, attack: &Attack, owner: &Owner, round: usize) -> Result<(), OutputError> {
    let dir = OutputDir::create(&ground.out(), ambient_authority())?;
    let owners = std::slice::from_ref(owner);
    let is_second = round % 2 == 1;
    match attack.deed {
        Deed::Rollback if is_second => dir.prepare_rollback(owners)?.publish().map(drop),
        Deed::Removal if is_second => dir.prepare_removal(owners)?.publish().map(drop),
        Deed::Generations if is_second && round > 2 => dir.flip_back(false).map(drop),
        Deed::Generations => generation(&dir, attack, owner, round),
        _ => export(&dir, attack, owner, round),
    }
}

fn export(
    dir: &OutputDir,
    attack: &Attack,
    owner: &Owner,
    round: usize,
) -> Result<(), OutputError> {
    // What an attack left in the way would refuse all further exports.
    let is_adopting = round.is_multiple_of(ADOPTING);
    let mut stage = dir.stage_for(owner)?.adopting(is_adopting);
    let plan = planned(attack, round, |file| stage.write(file))?;
    stage.publish(&plan).map(drop)
}

fn generation(
    dir: &OutputDir,
    attack: &Attack,
    owner: &Owner,
    round: usize,
) -> Result<(), OutputError> {
    let mut generation = dir.stage_generation(owner, KEEP)?;
    let plan = planned(attack, round, |file| generation.write(file))?;
    generation.prepare(&plan)?.publish().map(drop)
}

/// Stages the files of a round.
fn planned(
    attack: &Attack,
    round: usize,
    mut write: impl FnMut(&File) -> Result<(), OutputError>,
) -> Result<Plan, OutputError> {
    let mut plan = Plan::new();
    for name in attack.files {
        let path = FilePath::new(name, PathProfile::Portable).expect("the name is good");
        let text = format!("{name} of round {round}\n").repeat(40);
        let file = File::new(path, text.into_bytes(), Mode::new(false, false));
        plan.accept(&file).expect("the names do not clash");
        write(&file)?;
    }
    Ok(plan)
}
