//! Codes as bits, so that a list of codes is a mask.

/// The bit of a missing code. No list has a code with this bit.
pub(super) const ABSENT: u64 = 1 << 63;

/// The bit of a code.
pub(super) const fn bit(code: u32) -> u64 {
    1_u64.wrapping_shl(code)
}
