//! Which outputs want the same pixels.

/// Outputs in groups of equal keys, groups and members in the order of their first appearance.
pub fn group_by<K: PartialEq>(outputs: &[usize], key: impl Fn(usize) -> K) -> Vec<Vec<usize>> {
    let mut groups: Vec<(K, Vec<usize>)> = Vec::new();
    for &output in outputs {
        let own = key(output);
        match groups.iter_mut().find(|(key, _)| *key == own) {
            Some((_, group)) => group.push(output),
            None => groups.push((own, vec![output])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_keep_their_order_within_groups_and_between_them() {
        let keys = ["b", "a", "b", "c", "a"];
        assert_eq!(group_by(&[0, 1, 2, 3, 4], |index| keys[index]), [vec![0, 2], vec![1, 4], vec![3]]);
        assert_eq!(group_by(&[4, 2], |index| keys[index]), [vec![4], vec![2]]);
    }
}
