//! Every picture through every scale at every level, scored; each picture's curves are kept on disk.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use lazy_image_engine::{Cancel, busyness, encode_at_level};

use crate::curve::Curve;
use crate::failure::Failure;
use crate::judge::Judge;
use crate::reference::{Kind, Reference, Subject};
use crate::scales::{Scale, Tables};

/// Of one picture by name: sharp's by format, ours by scale.
type Curves = BTreeMap<String, Curve>;

pub struct Measurements {
    /// In the order of the pictures.
    pictures: Vec<Measured>,
}

struct Measured {
    subject: Subject,
    busyness: u16,
    sharp: Curves,
    ours: Curves,
}

/// Sharp's curve over its numbers and ours over our levels, for one picture.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    pub source: &'a str,
    pub kind: Kind,
    pub sharp: &'a Curve,
    pub ours: &'a Curve,
    pub busyness: u16,
}

impl Measurements {
    pub fn take(work: &Path, reference: &Reference, tables: &Tables) -> Result<Self, Failure> {
        let count = reference.pictures.len();
        let next = AtomicUsize::new(0);
        let taken = Mutex::new(BTreeMap::new());
        thread::scope(|scope| {
            let workers = thread::available_parallelism().map_or(1, usize::from);
            let handles: Vec<_> = (0..workers)
                .map(|_| {
                    scope.spawn(|| -> Result<(), Failure> {
                        loop {
                            let index = next.fetch_add(1, Ordering::Relaxed);
                            let Some(subject) = reference.pictures.get(index) else { return Ok(()) };
                            let curves = picture(&work.join(&subject.name), subject, reference, tables)?;
                            let mut taken = taken.lock().map_err(|_| "a worker panicked")?;
                            taken.insert(index, curves);
                            println!("measured {} of {count}: {}", taken.len(), subject.name);
                        }
                    })
                })
                .collect();
            handles.into_iter().try_for_each(|handle| handle.join().map_err(|_| "a worker panicked")?)
        })?;
        let pictures = taken.into_inner().map_err(|_| "a worker panicked")?.into_values().collect();
        Ok(Self { pictures })
    }

    pub fn pairs(&self, scale: &Scale) -> Vec<Pair<'_>> {
        self.pictures
            .iter()
            .map(|picture| Pair {
                source: &picture.subject.source,
                kind: picture.subject.kind,
                sharp: &picture.sharp[scale.against],
                ours: &picture.ours[&scale.name],
                busyness: picture.busyness,
            })
            .collect()
    }
}

fn picture(folder: &Path, subject: &Subject, reference: &Reference, tables: &Tables) -> Result<Measured, Failure> {
    let judge = Judge::new(&fs::read(folder.join("original.png"))?)?;
    let (mut sharp, mut ours) = (Curves::new(), Curves::new());
    for scale in &tables.scales {
        let against = scale.against;
        sharp.insert(
            against.to_owned(),
            kept(&folder.join(format!("sharp-{against}.json")), || {
                let points = reference.qualities.iter().map(|quality| {
                    let extension = scale.extension();
                    let encoded = fs::read(folder.join(format!("{against}-{quality}.{extension}")))?;
                    // By both: one measurement serves every scale of a format.
                    Ok((f64::from(*quality), judge.score(&encoded, true)?))
                });
                points.collect::<Result<_, Failure>>().map(Curve)
            })?,
        );
        let file =
            folder.join(format!("ours-{}-{}.json", scale.name, tables.versions().replace(", ", "-").replace(' ', "-")));
        ours.insert(scale.name.clone(), kept(&file, || curve(&judge, scale))?);
    }
    Ok(Measured { subject: subject.clone(), busyness: busyness(&judge.original), sharp, ours })
}

fn curve(judge: &Judge, scale: &Scale) -> Result<Curve, Failure> {
    let picture = judge.picture()?;
    let mut points = Vec::new();
    for level in scale.levels {
        let encoded = encode_at_level(&picture, &scale.encoding, *level, &Cancel::new())?;
        points.push((*level, judge.score(&encoded, scale.both_metrics)?));
    }
    Ok(Curve(points))
}

fn kept(file: &Path, make: impl FnOnce() -> Result<Curve, Failure>) -> Result<Curve, Failure> {
    if let Ok(text) = fs::read(file) {
        return Ok(serde_json::from_slice(&text)?);
    }
    let curve = make()?;
    fs::write(file, serde_json::to_vec(&curve)?)?;
    Ok(curve)
}
