//! How much of each source pixel goes into each target pixel along one side, in whole numbers.

use std::ops::Range;

use crate::kernel::Curve;
use crate::picked::places;

/// Bits that a sum of weighted samples has room for: 32 less 8 of a sample, less 2 because weights may be negative and their
/// sum on the way above one.
const MOST_PRECISION: u32 = 32 - 8 - 2;

/// Four neighbours' weights, as the processors' instructions want them. The neighbours of all begin at a multiple of four, so
/// that samples can be laid out in fours once for every target.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Four {
    /// The first and third weight, 16 bits each.
    pub even: i32,
    /// The second and fourth.
    pub odd: i32,
    /// All four in 8 bits each: a weight is 256 × high + low.
    pub high: i32,
    pub low: i32,
}

/// The fours that one target pixel is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    /// Of the source's fours.
    pub first: usize,
    from: usize,
    to: usize,
}

/// After how many target pixels the same weights come again, so many source pixels further on: seldom are there more of them
/// than a few dozen, which are made quickly and stay in the nearest cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub pixels: u32,
    places: u32,
}

/// What one target pixel is made of, while weights are made.
#[derive(Clone, Copy)]
struct Window {
    first: usize,
    kind: usize,
    /// Whether nothing of it lies outside of the source.
    is_whole: bool,
}

/// The weights of all target pixels along one side.
#[derive(Debug)]
pub(crate) struct Taps {
    /// Weights are multiplied by two to the power of this.
    pub precision: u32,
    /// Whether every weight has a high and a low byte; the largest 256 of all weights have none.
    pub in_bytes: bool,
    spans: Vec<Span>,
    fours: Vec<Four>,
}

impl Span {
    pub fn count(self) -> usize {
        self.to - self.from
    }

    /// Of the source's fours, the one behind the last.
    pub fn end(self) -> usize {
        self.first + self.count()
    }
}

impl Period {
    /// Of `target` pixels made of `length` source pixels; of a part of one, it is never over.
    pub fn of(length: f64, target: u32) -> Self {
        if length.fract() != 0.0 {
            return Self { pixels: target, places: 0 };
        }
        let length = length as u32;
        let divisor = greatest_common_divisor(length, target);
        Self { pixels: target / divisor, places: length / divisor }
    }
}

fn greatest_common_divisor(one: u32, other: u32) -> u32 {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

impl Taps {
    /// For `target` pixels made of `length` source pixels from `start` on; there are `source` of them in all.
    pub fn new(source: u32, start: f64, length: f64, target: u32, curve: Curve) -> Self {
        if is_cut(start, length, target) {
            const PRECISION: u32 = 14;
            let places = places(source, start, length, target).into_iter();
            return Self::of(PRECISION, &[&[1 << PRECISION]], places.map(|place| (place, 0)));
        }
        let scale = length / f64::from(target);
        let stretch = scale.max(1.0);
        let radius = curve.support * stretch;
        let per_stretch = 1.0 / stretch;
        let period = Period::of(length, target);
        let (mut weights, mut window) = (Vec::new(), Vec::new());
        let mut kinds: Vec<Range<usize>> = Vec::new();
        let mut windows: Vec<Window> = Vec::with_capacity(target as usize);
        for index in 0..target {
            let centre = start + (f64::from(index) + 0.5) * scale;
            let is_whole = centre >= radius && centre + radius <= source.into();
            let alike = index.checked_sub(period.pixels).map(|alike| windows[alike as usize]);
            if let Some(alike) = alike.filter(|alike| is_whole && alike.is_whole) {
                windows.push(Window { first: alike.first + period.places as usize, ..alike });
                continue;
            }
            let least = (centre - radius).floor().max(0.0) as u32;
            let most = (centre + radius).ceil().min(source.into()) as u32;
            let from = weights.len();
            let mut first = least;
            let mut sum = 0.0;
            window.clear();
            window.extend((least..most).map(|place| (f64::from(place) - (centre - 0.5)) * per_stretch));
            (curve.weigh)(&mut window);
            for (place, &weight) in (least..most).zip(&window) {
                if place == first && weight == 0.0 {
                    first += 1;
                } else {
                    weights.push(weight);
                    sum += weight;
                }
            }
            if sum != 0.0 {
                weights[from..].iter_mut().for_each(|weight| *weight /= sum);
            }
            windows.push(Window { first: first as usize, kind: kinds.len(), is_whole });
            kinds.push(from..weights.len());
        }
        let precision = precision_for(weights.iter().copied().fold(0.0, f64::max));
        let scale = f64::from(1 << precision);
        let whole: Vec<i16> = weights.iter().map(|weight| (weight * scale).round() as i16).collect();
        let kinds: Vec<&[i16]> = kinds.into_iter().map(|weights| &whole[weights]).collect();
        Self::of(precision, &kinds, windows.into_iter().map(|Window { first, kind, .. }| (first, kind)))
    }

    /// `windows`: for each target pixel the first source pixel, and which of the kinds its weights are.
    fn of(precision: u32, kinds: &[&[i16]], windows: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut taps = Self { precision, in_bytes: true, spans: Vec::new(), fours: Vec::new() };
        // What weights come to in fours depends on where among four the first one stands.
        let mut known: Vec<[Option<(usize, usize)>; 4]> = vec![[None; 4]; kinds.len()];
        for (first, kind) in windows {
            let before = first % 4;
            let (from, to) = *known[kind][before].get_or_insert_with(|| taps.push(before, kinds[kind]));
            taps.spans.push(Span { first: first / 4, from, to });
        }
        taps
    }

    /// Where the fours of weights are of which the first is behind so many without.
    fn push(&mut self, before: usize, weights: &[i16]) -> (usize, usize) {
        let from = self.fours.len();
        let mut four = [0; 4];
        for (index, &weight) in (before..).zip(weights) {
            four[index % 4] = weight;
            self.in_bytes &= weight < MOST_IN_BYTES;
            if index % 4 == 3 {
                self.fours.push(Four::of(std::mem::take(&mut four)));
            }
        }
        if !(before + weights.len()).is_multiple_of(4) {
            self.fours.push(Four::of(four));
        }
        (from, self.fours.len())
    }

    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    pub fn fours(&self, span: Span) -> &[Four] {
        &self.fours[span.from..span.to]
    }

    /// Most fours of one span.
    pub fn longest(&self) -> usize {
        self.spans.iter().map(|span| span.count()).max().unwrap_or(0)
    }

    /// The first of the source's fours that are looked at, and the one behind the last.
    pub fn reach(&self) -> (usize, usize) {
        let ends = self.spans.iter().map(|span| span.end());
        (self.spans.iter().map(|span| span.first).min().unwrap_or(0), ends.max().unwrap_or(0))
    }
}

/// How many rows are made together that are each made of at most so many fours: more at once are made of more that must be held.
pub(crate) fn rows_at_once(longest: usize) -> usize {
    match longest {
        0..=10 => 4,
        11..=20 => 2,
        _ => 1,
    }
}

/// Whether each target pixel is one whole source pixel, at the next place each.
pub(crate) fn is_cut(start: f64, length: f64, target: u32) -> bool {
    length == f64::from(target) && start.fract() == 0.0
}

/// The first weight whose high byte would be 128.
const MOST_IN_BYTES: i16 = 0x7F80;

impl Four {
    fn of(weights: [i16; 4]) -> Self {
        let pair = |low: i16, high: i16| i32::from(low as u16) | i32::from(high) << 16;
        let [first, second, third, fourth] = weights;
        Self {
            even: pair(first, third),
            odd: pair(second, fourth),
            high: i32::from_le_bytes(weights.map(|weight| ((i32::from(weight) + 128) >> 8) as u8)),
            low: i32::from_le_bytes(weights.map(|weight| weight as u8)),
        }
    }

    pub fn weights(self) -> [i32; 4] {
        let of = |pair: i32| [i32::from(pair as i16), pair >> 16];
        let ([first, third], [second, fourth]) = (of(self.even), of(self.odd));
        [first, second, third, fourth]
    }
}

/// As many bits as the largest weight has room for in 16, and the sum in 32.
fn precision_for(largest: f64) -> u32 {
    let fits = |precision: u32| ((largest * f64::from(1u32 << precision)).round() as i32) < 1 << 15;
    (1..MOST_PRECISION).take_while(|&precision| fits(precision)).last().unwrap_or(0)
}
