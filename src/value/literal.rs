//! Values that are known when the program is written. One that is malformed does not compile.

/// Declares the short form of a word whose constructor the compiler can run.
macro_rules! literals {
    ($dollar:tt $( $(#[$doc:meta])+ $macro:ident => $name:ident, $example:literal; )+) => { $(
        $(#[$doc])+
        #[macro_export]
        macro_rules! $macro {
            ($dollar text:literal) => {
                const {
                    match $crate::value::$name::parse($dollar text) {
                        ::core::result::Result::Ok(value) => value,
                        ::core::result::Result::Err(_) => {
                            ::core::panic!(::core::concat!(
                                "not a valid ", ::core::stringify!($name), ": ", ::core::stringify!($dollar text), "; write it such as `", $example, "`",
                            ))
                        }
                    }
                }
            };
        }
    )+ };
}

literals! { $
    /// A [`Money`](crate::value::Money) from a literal. One that is malformed does not compile.
    ///
    /// # Example
    /// ```
    /// use tongbiao::money;
    ///
    /// assert_eq!(money!("11516.00").fen(), 1_151_600);
    /// ```
    ///
    /// ```compile_fail
    /// let amount = tongbiao::money!("11516"); // two decimals, always
    /// ```
    money => Money, "11516.00";
    /// A [`SignedMoney`](crate::value::SignedMoney) from a literal. One that is malformed does not compile.
    ///
    /// # Example
    /// ```
    /// assert_eq!(tongbiao::signed_money!("-0.01").fen(), -1);
    /// ```
    signed_money => SignedMoney, "-3200.00";
    /// A [`Date`](crate::value::Date) from a literal. One that is malformed does not compile.
    ///
    /// # Example
    /// ```
    /// use tongbiao::date;
    ///
    /// assert_eq!(date!("2024-05-18").to_string(), "2024-05-18");
    /// ```
    ///
    /// ```compile_fail
    /// let day = tongbiao::date!("2024-13-01"); // there is no thirteenth month
    /// ```
    date => Date, "2024-05-18";
    /// A [`Rate`](crate::value::Rate) from a literal. One that is malformed does not compile.
    ///
    /// # Example
    /// ```
    /// assert_eq!(tongbiao::rate!("0.65").to_string(), "0.65");
    /// ```
    rate => Rate, "0.65";
    /// A [`Quantity`](crate::value::Quantity) from a literal. One that is malformed does not compile.
    ///
    /// # Example
    /// ```
    /// assert_eq!(tongbiao::quantity!("12").to_string(), "12");
    /// ```
    quantity => Quantity, "12";
    /// A [`LineQuantity`](crate::value::LineQuantity) from a literal. One that is malformed does not compile.
    ///
    /// # Example
    /// ```
    /// assert_eq!(tongbiao::line_quantity!("2.9999999999999").to_string(), "2.9999999999999");
    /// ```
    line_quantity => LineQuantity, "12";
    /// A [`LineAmount`](crate::value::LineAmount) from a literal. One that is malformed does not compile.
    ///
    /// # Example
    /// ```
    /// assert_eq!(tongbiao::line_amount!("412.4000").to_string(), "412.4000");
    /// ```
    line_amount => LineAmount, "412.4000";
    /// A [`UnitPrice`](crate::value::UnitPrice) from a literal. One that is malformed does not compile.
    ///
    /// # Example
    /// ```
    /// assert_eq!(tongbiao::unit_price!("560.00").to_string(), "560.00");
    /// ```
    unit_price => UnitPrice, "560.00";
}
