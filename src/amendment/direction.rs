//! The direction of a change, if it is certain.

use super::bearing::Sense;
use crate::wire::{Label, Shape};
use rust_decimal::Decimal;
use serde_json::Value;

/// The direction of a change of one clause alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Direction {
    /// Every case that met the clause still does; others may meet it now.
    Wider,
    /// Every case that meets the clause did so before; some may no longer meet it.
    Narrower,
    /// The stated amount, rate or number is higher.
    Higher,
    /// The stated amount, rate or number is lower.
    Lower,
}

impl Direction {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wider => "wider",
            Self::Narrower => "narrower",
            Self::Higher => "higher",
            Self::Lower => "lower",
        }
    }

    /// Its name in Chinese and English.
    pub const fn label(self) -> Label {
        match self {
            Self::Wider => Label { zh: "放宽", en: "wider" },
            Self::Narrower => Label { zh: "收紧", en: "narrower" },
            Self::Higher => Label { zh: "提高", en: "higher" },
            Self::Lower => Label { zh: "降低", en: "lower" },
        }
    }

    /// The direction of the reverse change.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Wider => Self::Narrower,
            Self::Narrower => Self::Wider,
            Self::Higher => Self::Lower,
            Self::Lower => Self::Higher,
        }
    }
}

/// The relation between the meaning of a clause and its wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// The meaning is the wording.
    Plain,
    /// The meaning is the opposite of the wording.
    Negated,
    /// The relation changes, or is unknown.
    Open,
}

impl Sign {
    /// The direction in meaning, from the direction in wording.
    pub(super) const fn of(self, said: Direction) -> Option<Direction> {
        match self {
            Self::Plain => Some(said),
            Self::Negated => Some(said.reversed()),
            Self::Open => None,
        }
    }
}

/// The direction of adding a member that was omitted before.
pub(super) fn of_presence(sense: Sense, sign: Sign) -> Option<Direction> {
    match sense {
        Sense::Least | Sense::Most | Sense::Choice | Sense::Except | Sense::All | Sense::Restriction => {
            sign.of(Direction::Narrower)
        }
        Sense::None | Sense::Value | Sense::Loosest(_) | Sense::Inherited => None,
    }
}

/// The direction of adding a list item.
pub(super) fn of_item(sense: Sense, sign: Sign) -> Option<Direction> {
    match sense {
        Sense::Choice => sign.of(Direction::Wider),
        Sense::Except | Sense::All => sign.of(Direction::Narrower),
        _ => None,
    }
}

/// The direction of changing a value.
pub(super) fn of_values(sense: Sense, sign: Sign, shape: &Shape, old: &Value, new: &Value) -> Option<Direction> {
    if let Sense::Loosest(loosest) = sense {
        let is = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned) == loosest;
        return match (is(old), is(new)) {
            (false, true) => sign.of(Direction::Wider),
            (true, false) => sign.of(Direction::Narrower),
            _ => None,
        };
    }
    let (old, new) = (measure(shape, old)?, measure(shape, new)?);
    let is_higher = new > old;
    match sense {
        Sense::Value if is_higher => Some(Direction::Higher),
        Sense::Value => Some(Direction::Lower),
        Sense::Least if is_higher => sign.of(Direction::Narrower),
        Sense::Least => sign.of(Direction::Wider),
        Sense::Most if is_higher => sign.of(Direction::Wider),
        Sense::Most => sign.of(Direction::Narrower),
        _ => None,
    }
}

/// A number or a day, for comparison.
#[derive(Debug, PartialEq, PartialOrd)]
pub(super) enum Measured {
    Number(Decimal),
    Day(String),
}

/// A value as a number or a day, if it is one.
pub(super) fn measure(shape: &Shape, value: &Value) -> Option<Measured> {
    match shape {
        Shape::Integer(..) => value.as_i64().map(|number| Measured::Number(number.into())),
        Shape::Word(word) if ["Money", "Rate", "Multiple"].contains(&word.name) => {
            value.as_str()?.parse().ok().map(Measured::Number)
        }
        Shape::Word(word) if word.name == "Date" => value.as_str().map(|day| Measured::Day(day.to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{value::Money, wire::Wire};
    use serde_json::json;

    #[test]
    fn bounds_and_amounts_have_directions() {
        use Direction::{Higher, Lower, Narrower, Wider};
        let integer = &Shape::Integer(0, 100);
        for (sense, sign, shape, old, new, expected) in [
            (Sense::Least, Sign::Plain, integer, json!(3), json!(4), Some(Narrower)),
            (Sense::Least, Sign::Negated, integer, json!(3), json!(4), Some(Wider)),
            (Sense::Most, Sign::Plain, integer, json!(9), json!(10), Some(Wider)),
            (Sense::Most, Sign::Open, integer, json!(9), json!(10), None),
            (Sense::Value, Sign::Open, Money::SHAPE, json!("9.00"), json!("10.00"), Some(Higher)),
            (Sense::Value, Sign::Plain, Money::SHAPE, json!("10.00"), json!("9.99"), Some(Lower)),
            (Sense::Loosest("any"), Sign::Plain, &Shape::Flag, json!("principal"), json!("any"), Some(Wider)),
            (Sense::Loosest("false"), Sign::Plain, &Shape::Flag, json!(false), json!(true), Some(Narrower)),
            (Sense::Loosest("either"), Sign::Plain, &Shape::Flag, json!("done"), json!("planned"), None),
            (Sense::None, Sign::Plain, integer, json!(9), json!(10), None),
        ] {
            assert_eq!(of_values(sense, sign, shape, &old, &new), expected, "{sense:?} {sign:?} {old} {new}");
        }
        assert_eq!(of_presence(Sense::Most, Sign::Plain), Some(Narrower));
        assert_eq!(of_item(Sense::Choice, Sign::Negated), Some(Narrower));
        assert_eq!(of_item(Sense::Except, Sign::Plain), Some(Narrower));
    }
}
