//! The offers that can compete with one: those that are connected with it by lines that both can pay.

use super::offer::{Gap, Group, Offer};

/// The groups with only those offers that can compete with one for a line, directly or through others. The placing of the others has no
/// effect on it. If the remaining total limits more than the lines do, all compete.
pub(super) fn near<'o>(offer: &Offer, groups: &[Group<'o>], gap: &Gap) -> Vec<Group<'o>> {
    let offers = || groups.iter().flat_map(|group| &group.offers);
    let on_lines = gap.lines.iter().copied().fold(0, i64::saturating_add);
    if gap.total < on_lines || offers().any(|offer| offer.lines.is_empty()) {
        return groups.to_vec();
    }
    let users = Users::of(groups, gap);
    // The offers of a group that cannot have all that they offer compete with each other: one of them brings all, once.
    let mut is_tied: Vec<bool> = groups.iter().map(|group| group.most < group.offered()).collect();
    let mut lines: Vec<usize> = offer.open_lines(gap).collect();
    let mut seen = vec![false; gap.lines.len()];
    lines.iter().for_each(|line| is_new(&mut seen, *line, |_| {}));
    let mut inside: Vec<Vec<bool>> = groups.iter().map(|group| vec![false; group.offers.len()]).collect();
    let mut next = 0;
    while let Some(line) = lines.get(next).copied() {
        next += 1;
        for (number, place) in users.on(line) {
            let (Some(group), Some(inside)) = (groups.get(number), inside.get_mut(number)) else { continue };
            let tied = is_tied.get_mut(number).is_some_and(std::mem::take);
            let together = if tied { 0..group.offers.len() } else { place..place + 1 };
            for place in together {
                is_new(inside, place, |place| {
                    let reached = group.offers.get(place).into_iter().flat_map(|offer| offer.open_lines(gap));
                    reached.for_each(|line| is_new(&mut seen, line, |line| lines.push(line)));
                });
            }
        }
    }
    let is_inside = |number: usize, place: usize| inside.get(number).and_then(|own| own.get(place)) == Some(&true);
    let kept = |(number, group): (usize, &Group<'o>)| {
        let offers = group.offers.iter().enumerate().filter(|(place, _)| is_inside(number, *place));
        let offers: Vec<&'o Offer> = offers.map(|(_, offer)| *offer).collect();
        let kept = Group { most: group.most, offers };
        Group { most: kept.most.min(kept.offered()), ..kept }
    };
    groups.iter().enumerate().map(kept).collect()
}

/// Marks a place, and calls a function if it was not marked before.
fn is_new(marked: &mut [bool], place: usize, then: impl FnOnce(usize)) {
    if let Some(marked) = marked.get_mut(place)
        && !std::mem::replace(marked, true)
    {
        then(place);
    }
}

/// For each line the offers that can pay it: the index of the group, and of the offer in it. All lists are parts of one: each entry names
/// the one before it on the same line.
struct Users {
    last: Vec<Option<usize>>,
    entries: Vec<((usize, usize), Option<usize>)>,
}

impl Users {
    fn of(groups: &[Group<'_>], gap: &Gap) -> Self {
        let mut made = Self { last: vec![None; gap.lines.len()], entries: Vec::new() };
        for (number, group) in groups.iter().enumerate() {
            for (place, offer) in group.offers.iter().enumerate() {
                for line in offer.open_lines(gap) {
                    if let Some(last) = made.last.get_mut(line) {
                        let before = last.replace(made.entries.len());
                        made.entries.push(((number, place), before));
                    }
                }
            }
        }
        made
    }

    fn on(&self, line: usize) -> impl Iterator<Item = (usize, usize)> {
        let entry = |at: Option<usize>| at.and_then(|at| self.entries.get(at));
        let last = self.last.get(line).copied().flatten();
        std::iter::successors(entry(last), move |(_, before)| entry(*before)).map(|(user, _)| *user)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_connected_offers_compete() {
        let offer = |amount, lines: &[usize]| Offer {
            amount,
            lines: lines.iter().map(|line| (*line, 0)).collect(),
            ..Offer::default()
        };
        let (own, through, beyond, apart) = (offer(5, &[0]), offer(5, &[0, 1]), offer(5, &[1]), offer(5, &[2]));
        let groups =
            |most| vec![Group { most: 5, offers: vec![&through] }, Group { most, offers: vec![&beyond, &apart] }];
        let gap = |total| Gap { lines: vec![9, 9, 9], total };
        let counts = |groups: Vec<Group<'_>>, total| -> Vec<usize> {
            near(&own, &groups, &gap(total)).iter().map(|group| group.offers.len()).collect()
        };
        assert_eq!(counts(groups(10), 27), [1, 1], "the offer on line 2 has no line in common");
        assert_eq!(counts(groups(9), 27), [1, 2], "tied by their common maximum");
        assert_eq!(counts(groups(10), 26), [1, 2], "the total limits all lines together");
    }
}
