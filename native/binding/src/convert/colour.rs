use crate::misuse::misuse;

pub fn channels<const N: usize>(values: &[u8]) -> napi::Result<[u8; N]> {
    values.try_into().map_err(|_| misuse(&format!("a colour of {} channels where {N} are needed", values.len())))
}
