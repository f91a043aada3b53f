//! Classes: lines that exactly the same offers can pay (norm, section 14).

use super::offer::{Gap, Offer};

/// For each line a number; lines of one class have the same number. A line that a bound offer can pay is a class of its own.
pub(super) struct Classes(Vec<usize>);

impl Classes {
    /// All lines begin in one class. Each offer divides the classes in which it can pay only some lines.
    pub(super) fn of<'o>(offers: impl IntoIterator<Item = &'o Offer>, lines: usize) -> Self {
        let mut classes = vec![0; lines];
        // For each class the last offer that divided it, and the class to which this offer moves its lines.
        let mut moved = vec![(usize::MAX, 0)];
        for (number, offer) in offers.into_iter().enumerate() {
            for (line, _) in &offer.lines {
                let Some(class) = classes.get_mut(*line) else { continue };
                let next = moved.len();
                let Some(last) = moved.get_mut(*class) else { continue };
                if offer.is_bound || last.0 != number {
                    *last = (number, next);
                    moved.push((number, next));
                }
                *class = moved.get(*class).map_or(next, |(_, to)| *to);
            }
        }
        Self(classes)
    }

    /// The lines in order, each with the number of its class, if an offer can pay it.
    pub(super) fn paid(&self) -> impl Iterator<Item = (usize, Option<usize>)> {
        self.0.iter().enumerate().map(|(line, class)| (line, (*class > 0).then_some(*class)))
    }

    /// Whether an offer can be paid only on lines of one class, without a choice between classes. A limit may allow a bound
    /// offer less there.
    pub(super) fn is_one(&self, offer: &Offer, gap: &Gap) -> bool {
        let mut open = offer.open_lines(gap).map(|line| self.0.get(line));
        let first = open.next();
        !offer.is_bound && open.all(|class| Some(class) == first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_same_offers_are_one_class() {
        let offer = |lines: &[usize], is_bound| Offer {
            amount: 1,
            lines: lines.iter().map(|line| (*line, 0)).collect(),
            is_bound,
            ..Offer::default()
        };
        let offers =
            [offer(&[0, 1, 2, 3], false), offer(&[2, 3], false), offer(&[4, 5], false), offer(&[5, 6, 7], true)];
        let classes = Classes::of(&offers, 9);
        let same = |one: usize, other: usize| classes.0[one] == classes.0[other];
        assert!(same(0, 1) && same(2, 3) && !same(1, 2), "{:?}", classes.0);
        assert!(!same(4, 5) && !same(5, 6) && !same(6, 7) && !same(0, 8), "{:?}", classes.0);
        let one = |offer: &Offer, open: &[usize]| {
            let lines = (0..9).map(|line| i64::from(open.contains(&line))).collect();
            classes.is_one(offer, &Gap { lines, total: 9 })
        };
        assert!(!one(&offers[0], &[0, 1, 2, 3]) && one(&offers[0], &[0, 1]) && one(&offers[1], &[0, 2, 3]));
        assert!(one(&offers[0], &[]) && !one(&offers[3], &[6]), "a limit may allow a bound offer less");
        assert!(one(&Offer::default(), &[0, 4]), "an award as a whole is on no line");
    }
}
