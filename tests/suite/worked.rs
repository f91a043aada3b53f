//! Amounts that were computed by hand.

mod doubt;
mod earlier;
mod remainder;
mod shortfall;
mod sketch;
mod twice;
mod units;
