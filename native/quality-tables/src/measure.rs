//! Every picture through every codec at every level, scored; each picture's curves are kept on disk.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use lazy_image_engine::{Cancel, busyness, encode_at_level};

use crate::curve::Curve;
use crate::failure::Failure;
use crate::judge::Judge;
use crate::reference::Reference;
use crate::scales::{SCALES, Scale};

const FORMATS: [(&str, &str); 4] = [("jpeg-420", "jpg"), ("jpeg-444", "jpg"), ("webp", "webp"), ("avif", "avif")];

/// The curves of one picture: sharp's by format, ours by scale.
type Curves = BTreeMap<String, Curve>;

pub struct Measurements {
    /// In the order of the pictures.
    pictures: Vec<Measured>,
}

struct Measured {
    busyness: u16,
    sharp: Curves,
    ours: Curves,
}

/// Sharp's curve over its numbers and ours over our levels, for one picture.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    pub sharp: &'a Curve,
    pub ours: &'a Curve,
    pub busyness: u16,
}

impl Measurements {
    pub fn take(work: &Path, reference: &Reference) -> Result<Self, Failure> {
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
                            let Some(name) = reference.pictures.get(index) else { return Ok(()) };
                            let curves = picture(&work.join(name), reference)?;
                            let mut taken = taken.lock().map_err(|_| "a worker panicked")?;
                            taken.insert(index, curves);
                            println!("measured {} of {count}: {name}", taken.len());
                        }
                    })
                })
                .collect();
            handles.into_iter().try_for_each(|handle| handle.join().map_err(|_| "a worker panicked")?)
        })?;
        let pictures = taken.into_inner().map_err(|_| "a worker panicked")?.into_values().collect();
        Ok(Self { pictures })
    }

    pub fn pairs(&self, scale: Scale) -> Vec<Pair<'_>> {
        self.pictures
            .iter()
            .map(|picture| Pair {
                sharp: &picture.sharp[scale.against],
                ours: &picture.ours[scale.name],
                busyness: picture.busyness,
            })
            .collect()
    }
}

fn picture(folder: &Path, reference: &Reference) -> Result<Measured, Failure> {
    let judge = Judge::new(&fs::read(folder.join("original.png"))?)?;
    let sharp = kept(&folder.join("sharp.json"), || {
        let mut curves = Curves::new();
        for (format, extension) in FORMATS {
            let mut points = Vec::new();
            for quality in &reference.qualities {
                let encoded = fs::read(folder.join(format!("{format}-{quality}.{extension}")))?;
                points.push((f64::from(*quality), judge.score(&encoded)?));
            }
            curves.insert(format.to_owned(), Curve(points));
        }
        Ok(curves)
    })?;
    let mut ours = Curves::new();
    for scale in SCALES {
        let curves = kept(&folder.join(format!("ours-{}.json", scale.name)), || {
            Ok(Curves::from([(scale.name.to_owned(), curve(&judge, scale)?)]))
        })?;
        ours.extend(curves);
    }
    Ok(Measured { busyness: busyness(&judge.original), sharp, ours })
}

fn curve(judge: &Judge, scale: Scale) -> Result<Curve, Failure> {
    let picture = judge.picture()?;
    let mut points = Vec::new();
    for level in scale.levels {
        let encoded = encode_at_level(&picture, &scale.encoding, *level, &Cancel::new())?;
        points.push((*level, judge.score(&encoded)?));
    }
    Ok(Curve(points))
}

fn kept(file: &Path, make: impl FnOnce() -> Result<Curves, Failure>) -> Result<Curves, Failure> {
    if let Ok(text) = fs::read(file) {
        return Ok(serde_json::from_slice(&text)?);
    }
    let curves = make()?;
    fs::write(file, serde_json::to_vec(&curves)?)?;
    Ok(curves)
}
