//! Amounts that were computed by hand.

mod child;
mod doubt;
mod earlier;
mod family_share;
mod fund;
mod norm;
mod own_aid;
mod remainder;
mod same;
mod settled;
mod shortfall;
mod sketch;
mod standing;
mod twice;
mod units;
