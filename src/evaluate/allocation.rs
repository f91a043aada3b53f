//! Allocation of an amount in proportion to weights, so that the parts add up to the amount in fen.

/// Adds to each entry its part of an amount. The sum of the first k parts is ⌊(w₁+…+w_k)·amount/W⌋.
///
/// If no weight is negative and their sum is at least the amount, no part exceeds its weight. If all weights are zero,
/// nothing is allocated.
pub(super) fn allocate(amount: i64, weights: &[i64], parts: &mut [i64]) {
    match narrow(amount, weights) {
        Some((amount, sum)) => allocate_narrow((amount, sum), weights, parts),
        None => allocate_wide(amount, weights, parts),
    }
}

/// The parts of an amount in proportion to weights.
pub(super) fn allocated(amount: i64, weights: &[i64]) -> Vec<i64> {
    let mut parts = vec![0; weights.len()];
    allocate(amount, weights, &mut parts);
    parts
}

/// The amount and the sum of the weights, if no weight is negative and no product of the two exceeds 64 bits.
fn narrow(amount: i64, weights: &[i64]) -> Option<(u64, u64)> {
    let amount = u64::try_from(amount).ok()?;
    let sum = weights.iter().try_fold(0_u64, |sum, weight| sum.checked_add(u64::try_from(*weight).ok()?))?;
    amount.checked_mul(sum)?;
    Some((amount, sum))
}

/// The case of nearly every receipt. A division of 64 bits is several times faster than one of 128 bits.
fn allocate_narrow((amount, sum): (u64, u64), weights: &[i64], parts: &mut [i64]) {
    if amount == 0 {
        return;
    }
    let (mut weighed, mut given) = (0_u64, 0_u64);
    for (weight, part) in weights.iter().zip(parts) {
        // A line with weight zero does not change the sum allocated so far.
        if *weight == 0 {
            continue;
        }
        weighed += weight.unsigned_abs();
        let upto = if weighed == sum { amount } else { weighed * amount / sum };
        *part += (upto - given).cast_signed();
        given = upto;
    }
}

fn allocate_wide(amount: i64, weights: &[i64], parts: &mut [i64]) {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 || amount == 0 {
        return;
    }
    let (mut weighed, mut given) = (0_i128, 0_i64);
    for (weight, part) in weights.iter().zip(parts) {
        weighed += i128::from(*weight);
        let upto = share(weighed, amount, sum);
        *part += upto - given;
        given = upto;
    }
}

/// ⌊weighed·amount/sum⌋. `weighed` is at most `sum`.
fn share(weighed: i128, amount: i64, sum: i128) -> i64 {
    // Amounts have at most 63 bits and sums of weights 70 bits. The product exceeds an i128 only if both are far beyond
    // the limits of a document. It then saturates, and the result approaches the whole amount.
    let product = weighed.saturating_mul(i128::from(amount));
    i64::try_from(product / sum).unwrap_or(amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up() {
        for (amount, weights, expected) in [
            (165_025, vec![220_002_i64, 110_048], vec![110_001, 55_024]),
            (10, vec![1, 1, 1], vec![3, 3, 4]),
            (1, vec![0, 5, 5], vec![0, 0, 1]),
            (7, vec![0, 0], vec![0, 0]),
            (0, vec![3], vec![0]),
            (99_999_999_999_999, vec![99_999_999_999_999, 1], vec![99_999_999_999_998, 1]),
        ] {
            let mut parts = vec![0; weights.len()];
            allocate(amount, &weights, &mut parts);
            assert_eq!(parts, expected, "{amount} over {weights:?}");
        }
    }

    /// Both widths give the same result, also at the limit of the narrow one.
    #[test]
    fn narrow_is_wide() {
        let mut state = 7_u64;
        let mut below = |bound: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((state >> 33) % bound).unwrap()
        };
        let mut both = 0;
        for round in 0..20_000 {
            let scale = 10_u64.pow(1 + round % 10);
            let weights: Vec<i64> = (0..below(9)).map(|_| if below(3) == 0 { 0 } else { below(scale) }).collect();
            let amount = below(scale);
            let (mut narrowed, mut widened) = (vec![1; weights.len()], vec![1; weights.len()]);
            if let Some(fits) = narrow(amount, &weights) {
                allocate_narrow(fits, &weights, &mut narrowed);
                allocate_wide(amount, &weights, &mut widened);
                assert_eq!(narrowed, widened, "{amount} over {weights:?}");
                both += 1;
            }
        }
        assert!(both > 10_000, "{both}");
        assert_eq!(narrow(2, &[1, -1]), None);
        assert_eq!(narrow(i64::MAX, &[1, 1]), Some((i64::MAX.unsigned_abs(), 2)));
        assert_eq!(narrow(i64::MAX, &[2, 1]), None);
    }
}
