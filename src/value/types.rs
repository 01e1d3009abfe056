//! The types of the language.

/// Index of a closed choice (`one of …`, or the grades) in the plan's list of choices.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ChoiceId(pub u32);

/// A currency by its three capital letters, as in ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code([u8; 3]);

impl Code {
    /// The code, `None` where the text is not three capital letters.
    pub fn parse(text: &str) -> Option<Code> {
        let letters: [u8; 3] = text.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Code(letters))
    }

    /// The same, or what people in China call the commonest currencies.
    pub fn named(name: &str) -> Option<Code> {
        Code::parse(match name {
            "人民币" | "元" | "人民币元" | "RMB" => "CNY",
            "美元" => "USD",
            "欧元" => "EUR",
            "日元" => "JPY",
            "英镑" => "GBP",
            "港元" | "港币" => "HKD",
            code => code,
        })
    }

    /// `USD`
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What kind of value an expression has. Known before any data is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Type {
    /// An amount in the policy's currency.
    Money,
    /// An amount in another currency.
    Foreign(Code),
    /// A ratio; 60% is the number 0.6.
    Percent,
    /// A dimensionless decimal.
    Number,
    /// A whole number, zero or more.
    Count,
    Date,
    /// A length in calendar days.
    Days,
    Text,
    Flag,
    Choice(ChoiceId),
}

impl Type {
    /// Whether it is an amount of money, in whatever currency.
    pub fn is_money(self) -> bool {
        matches!(self, Type::Money | Type::Foreign(_))
    }

    /// Whether a value of this type is a number at run time.
    pub fn is_numeric(self) -> bool {
        match self {
            Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days => true,
            Type::Date | Type::Text | Type::Flag | Type::Choice(_) => false,
        }
    }
}
