//! 16-bit samples as the bytes they are made of.

pub fn of(samples: &[u16]) -> &[u8] {
    // SAFETY: every bit pattern is a valid u8, whose alignment is less than a u16's.
    let (head, bytes, tail) = unsafe { samples.align_to::<u8>() };
    debug_assert!(head.is_empty() && tail.is_empty());
    bytes
}

pub fn of_mut(samples: &mut [u16]) -> &mut [u8] {
    // SAFETY: every bit pattern is a valid u8 and a valid u16, and a u8's alignment is less than a u16's.
    let (head, bytes, tail) = unsafe { samples.align_to_mut::<u8>() };
    debug_assert!(head.is_empty() && tail.is_empty());
    bytes
}
