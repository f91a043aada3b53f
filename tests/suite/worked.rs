//! Amounts that were computed by hand.

mod alike;
mod alternatives;
mod child;
mod contradiction;
mod doubt;
mod earlier;
mod facts;
mod family_share;
mod forms;
mod fund;
mod guide;
mod joint_models;
mod line_price;
mod lint;
mod norm;
mod owed;
mod own_aid;
mod remainder;
mod same;
mod settled;
mod shortfall;
mod sketch;
mod standing;
mod threshold;
mod twice;
mod units;
