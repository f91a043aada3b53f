//! Numbers between two bounds that need not be whole.

use super::{Invalid, Shape, View, Wire, integer::whole};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt};

/// A number from `MIN` to `MAX`, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Real<const MIN: i64, const MAX: i64>(f64);

impl<const MIN: i64, const MAX: i64> Real<MIN, MAX> {
    /// The number.
    ///
    /// # Errors
    /// [`Invalid::Range`] if it is less than `MIN` or more than `MAX`.
    ///
    /// # Example
    /// ```
    /// use tongbiao::wire::Real;
    ///
    /// let days = Real::<0, 20000>::new(22.5)?;
    /// assert_eq!((days.get(), days.rounded_up()), (22.5, 23));
    /// assert!(Real::<0, 20000>::new(-0.5).is_err());
    ///
    /// // A literal of either kind.
    /// let (half, whole): (Real<0, 20000>, Real<0, 20000>) = (22.5.try_into()?, 9.try_into()?);
    /// assert!(whole < half);
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn new(value: f64) -> Result<Self, Invalid> {
        if within(value, MIN, MAX) { Ok(Self(value)) } else { Err(Invalid::Range { min: MIN, max: MAX, unit: None }) }
    }

    /// The number.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The smallest whole number that is not less.
    #[expect(clippy::cast_possible_truncation, reason = "the bounds are whole numbers of 64 bits")]
    pub fn rounded_up(self) -> i64 {
        self.0.ceil() as i64
    }
}

impl<const MIN: i64, const MAX: i64> TryFrom<f64> for Real<MIN, MAX> {
    type Error = Invalid;
    fn try_from(value: f64) -> Result<Self, Invalid> {
        Self::new(value)
    }
}

impl<const MIN: i64, const MAX: i64> TryFrom<i32> for Real<MIN, MAX> {
    type Error = Invalid;
    fn try_from(value: i32) -> Result<Self, Invalid> {
        Self::new(value.into())
    }
}

/// Whether a number is in the range.
#[expect(clippy::cast_precision_loss, reason = "bounds are small whole numbers")]
pub(super) fn within(value: f64, min: i64, max: i64) -> bool {
    min as f64 <= value && value <= max as f64
}

impl<const MIN: i64, const MAX: i64> fmt::Display for Real<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MIN: i64, const MAX: i64> Wire for Real<MIN, MAX> {
    const SHAPE: &'static Shape = &Shape::Real(MIN, MAX);

    fn view(&self) -> View<'_> {
        let number = serde_json::Number::from_f64(self.0);
        number.as_ref().and_then(whole).map_or(View::Float(self.0), View::Integer)
    }
}

impl<'de, const MIN: i64, const MAX: i64> Deserialize<'de> for Real<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        // As for whole numbers, only `Number` reads every form in which serde_json passes numbers.
        let number = serde_json::Number::deserialize(d)?;
        number
            .as_f64()
            .and_then(|number| Self::new(number).ok())
            .ok_or_else(|| de::Error::custom(format_args!("not a number from {MIN} to {MAX}")))
    }
}

impl<const MIN: i64, const MAX: i64> Serialize for Real<MIN, MAX> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(s)
    }
}

impl<const MIN: i64, const MAX: i64> JsonSchema for Real<MIN, MAX> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Real_{MIN}_{MAX}").into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "number", "minimum": MIN, "maximum": MAX})
    }
}
