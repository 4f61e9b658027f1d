//! Shannon's entropy.

/// How surprising one of these things is, in bits, when there are so many of each kind; 0 without any.
pub fn bits(counts: &[u64]) -> f64 {
    let total = counts.iter().sum::<u64>() as f64;
    let shares = counts.iter().filter(|&&count| count > 0).map(|&count| count as f64 / total);
    shares.map(|share| -share * libm::log2(share)).sum::<f64>().max(0.0)
}
