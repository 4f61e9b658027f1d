//! Huffman codes of the shortest lengths that JPEG allows.

/// How often each symbol is said.
pub type Histogram = [u32; 256];

const MOST_BITS: usize = 16;

pub struct Code {
    /// How many symbols have 1, 2, … 16 bits.
    pub counts: [u8; MOST_BITS],
    /// From the shortest to the longest.
    pub symbols: Vec<u8>,
    /// Of each symbol; 0 for one without a code.
    pub lengths: [u8; 256],
    pub codes: [u16; 256],
}

impl Code {
    /// As Annex K.2 of ITU-T T.81 makes it.
    pub fn of(histogram: &Histogram) -> Self {
        let mut counts = limited(lengths_of(histogram));
        // The reserved one has the longest code of all.
        if let Some(longest) = counts.iter_mut().rev().find(|count| **count > 0) {
            *longest -= 1;
        }
        let mut symbols: Vec<u8> = (0..=255).filter(|symbol| histogram[usize::from(*symbol)] > 0).collect();
        symbols.sort_by_key(|symbol| std::cmp::Reverse(histogram[usize::from(*symbol)]));
        let (mut lengths, mut codes) = ([0; 256], [0; 256]);
        let (mut next, mut code) = (symbols.iter(), 0u32);
        for (length, count) in (1u8..).zip(counts) {
            for &symbol in next.by_ref().take(count.into()) {
                (lengths[usize::from(symbol)], codes[usize::from(symbol)]) = (length, code as u16);
                code += 1;
            }
            code <<= 1;
        }
        Self { counts, symbols, lengths, codes }
    }

    /// Bits that the symbols of a histogram take.
    pub fn bits(&self, histogram: &Histogram) -> u64 {
        histogram.iter().zip(self.lengths).map(|(count, length)| u64::from(*count) * u64::from(length)).sum()
    }
}

/// How many codes have each length, from 1 on and without a limit; among them a reserved one, for the code of ones alone
/// is not allowed.
fn lengths_of(histogram: &Histogram) -> Vec<u32> {
    struct Tree {
        weight: u64,
        /// Of each length, from 0 on.
        leaves: Vec<u32>,
    }
    let used = histogram.iter().filter(|count| **count > 0);
    // The reserved one is rarer than any, so that no other code is longer.
    let mut trees: Vec<Tree> = used.map(|count| Tree { weight: u64::from(*count) * 512, leaves: vec![1] }).collect();
    trees.push(Tree { weight: 1, leaves: vec![1] });
    while trees.len() > 1 {
        // Equal trees keep their order, so that the code is the same everywhere.
        trees.sort_by_key(|tree| std::cmp::Reverse(tree.weight));
        if let (Some(one), Some(other)) = (trees.pop(), trees.pop()) {
            let longest = one.leaves.len().max(other.leaves.len());
            let at = |leaves: &[u32], depth: usize| leaves.get(depth).copied().unwrap_or(0);
            let joined = (0..longest).map(|depth| at(&one.leaves, depth) + at(&other.leaves, depth));
            trees.push(Tree { weight: one.weight + other.weight, leaves: [0].into_iter().chain(joined).collect() });
        }
    }
    trees.pop().map_or(Vec::new(), |tree| if tree.leaves.len() == 1 { vec![1] } else { tree.leaves[1..].to_vec() })
}

/// Codes of more than 16 bits become shorter in pairs, for one that becomes longer: Figure K.3.
fn limited(mut counts: Vec<u32>) -> [u8; MOST_BITS] {
    for length in (MOST_BITS..counts.len()).rev() {
        while counts[length] > 0 {
            let Some(shorter) = (0..length - 1).rev().find(|shorter| counts[*shorter] > 0) else { break };
            counts[length] -= 2;
            counts[length - 1] += 1;
            counts[shorter + 1] += 2;
            counts[shorter] -= 1;
        }
    }
    std::array::from_fn(|length| counts.get(length).map_or(0, |count| *count as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(counts: &[u32]) -> Histogram {
        std::array::from_fn(|symbol| counts.get(symbol).copied().unwrap_or(0))
    }

    #[test]
    fn codes_are_prefix_free_within_16_bits_and_never_all_ones() {
        let fibonacci: Vec<u32> = (0..40)
            .scan((1u32, 1u32), |pair, _| {
                *pair = (pair.1, pair.0 + pair.1);
                Some(pair.0)
            })
            .collect();
        for counts in [&[9][..], &[1, 1], &[5, 3, 2, 1, 1], &[7; 256], &fibonacci] {
            let code = Code::of(&histogram(counts));
            assert_eq!(code.symbols.len(), counts.len());
            assert_eq!(code.counts.iter().map(|count| usize::from(*count)).sum::<usize>(), counts.len());
            let texts: Vec<String> = code
                .symbols
                .iter()
                .map(|symbol| {
                    let at = usize::from(*symbol);
                    format!("{:0length$b}", code.codes[at], length = usize::from(code.lengths[at]))
                })
                .collect();
            for (index, text) in texts.iter().enumerate() {
                assert!(text.len() <= 16 && text.contains('0'), "{text}");
                assert!(texts[index + 1..].iter().all(|other| !other.starts_with(text.as_str())), "{texts:?}");
            }
        }
    }

    #[test]
    fn lengths_are_those_of_the_entropy_where_it_is_whole() {
        // The fifth symbol of a half-full tree: the reserved code takes the place beside the rarest.
        let counts = histogram(&[800, 400, 200, 100, 100]);
        let code = Code::of(&counts);
        assert_eq!(code.lengths[..5], [1, 2, 3, 4, 5]);
        assert_eq!(code.bits(&counts), 800 + 2 * 400 + 3 * 200 + 4 * 100 + 5 * 100);
    }

    #[test]
    fn no_symbols_have_no_code() {
        let code = Code::of(&histogram(&[]));
        assert!(code.symbols.is_empty() && code.counts == [0; 16]);
    }
}
