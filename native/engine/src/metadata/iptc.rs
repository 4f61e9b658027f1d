//! Where IPTC's records lie: in one of Photoshop's image resources.

const SIGNATURE: &[u8] = b"8BIM";
const IPTC: [u8; 2] = [0x04, 0x04];

/// IPTC's records among image resources: signature, number, a name and a body, each padded to an even length.
pub fn of_resources(mut rest: &[u8]) -> Option<Vec<u8>> {
    loop {
        let after = rest.strip_prefix(SIGNATURE)?;
        let number = after.get(..2)?;
        let name = 1 + usize::from(*after.get(2)?);
        let at = 2 + name + name % 2;
        let length = u32::from_be_bytes(after.get(at..at + 4)?.try_into().ok()?) as usize;
        let body = after.get(at + 4..at.checked_add(4)?.checked_add(length)?)?;
        if number == IPTC {
            return Some(body.to_vec());
        }
        rest = after.get(at + 4 + length + length % 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_among_other_resources() {
        let resource = |number: [u8; 2], name: &[u8], body: &[u8]| {
            let padded = |bytes: &[u8]| [bytes, &[0][..bytes.len() % 2]].concat();
            let name = padded(&[&[name.len() as u8], name].concat());
            [SIGNATURE, &number, &name, &(body.len() as u32).to_be_bytes(), &padded(body)].concat()
        };
        let all =
            [resource([4, 0x25], b"", b"odd"), resource(IPTC, b"ab", b"\x1C\x02"), resource([4, 0x0C], b"", b"x")];
        assert_eq!(of_resources(&all.concat()).as_deref(), Some(&b"\x1C\x02"[..]));
        assert_eq!(of_resources(&all[0]), None);
        let whole = all.concat();
        for length in 0..whole.len() {
            let _ = of_resources(&whole[..length]);
        }
        assert_eq!(of_resources(b"8BIM\x04\x04\0\0\xFF\xFF\xFF\xFF"), None);
    }
}
