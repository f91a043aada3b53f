//! Spreading an amount over weights, so that the parts add up to the fen.

/// Adds to each place its part of an amount: the first k parts together are ⌊(w₁+…+w_k)·amount/W⌋.
///
/// With weights of which none is negative and that together are at least the amount, no part exceeds its weight. Where all
/// weights are zero nothing is spread.
pub(super) fn spread(amount: i64, weights: &[i64], parts: &mut [i64]) {
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

/// ⌊weighed·amount/sum⌋, where `weighed` is at most `sum`.
fn share(weighed: i128, amount: i64, sum: i128) -> i64 {
    // Amounts have at most sixty-three bits and sums of weights seventy, so a product may need more than an i128 has only
    // where both are far beyond what a document can hold; it then saturates towards the whole.
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
            spread(amount, &weights, &mut parts);
            assert_eq!(parts, expected, "{amount} over {weights:?}");
        }
    }
}
