//! What a call of `merit pull` may say.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};

use crate::commands::output;

#[derive(Args, Debug)]
pub(crate) struct PullArguments {
    #[command(subcommand)]
    pub(crate) from: From,
}

/// Where the records come from.
#[derive(Subcommand, Debug)]
pub(crate) enum From {
    /// The records of a SOQL query; the token is read from MERIT_SALESFORCE_TOKEN
    Salesforce(SalesforceArguments),
    /// The records of a module of Zoho CRM; the token is read from MERIT_ZOHO_TOKEN
    Zoho(ZohoArguments),
    /// The records of a form of Jiandaoyun (简道云); the API key is read from MERIT_JIANDAOYUN_TOKEN
    Jiandaoyun(JiandaoyunArguments),
}

#[derive(Args, Debug)]
pub(crate) struct SalesforceArguments {
    /// The query, such as 'SELECT Id, OwnerId, Amount, CloseDate FROM Opportunity'
    #[arg(long, value_name = "SOQL")]
    pub(crate) query: String,
    /// The version of the interface
    #[arg(long, value_name = "VERSION", default_value = "65.0", value_parser = version)]
    pub(crate) api: String,
    #[command(flatten)]
    pub(crate) common: CommonArguments,
}

#[derive(Args, Debug)]
pub(crate) struct ZohoArguments {
    /// The module by its API name, such as Deals
    #[arg(long, value_name = "MODULE")]
    pub(crate) module: String,
    /// The fields by their API names, with commas between them
    #[arg(long, value_name = "FIELDS")]
    pub(crate) fields: String,
    #[command(flatten)]
    pub(crate) common: CommonArguments,
}

#[derive(Args, Debug)]
pub(crate) struct JiandaoyunArguments {
    /// The id of the application
    #[arg(long, value_name = "APPID")]
    pub(crate) app: String,
    /// The id of the form
    #[arg(long, value_name = "ENTRYID")]
    pub(crate) entry: String,
    #[command(flatten)]
    pub(crate) common: CommonArguments,
}

#[derive(Args, Debug)]
pub(crate) struct CommonArguments {
    /// The server, such as https://example.my.salesforce.com, https://www.zohoapis.com or https://api.jiandaoyun.com
    #[arg(long, value_name = "URL")]
    pub(crate) url: String,
    /// The folder for the files
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    /// The input that the records are for: its pages become NAME.1.json, NAME.2.json and so on, in place of earlier ones
    #[arg(long = "as", value_name = "NAME", value_parser = name)]
    pub(crate) name: String,
    /// How often a page is asked for again where the server is busy or the connection fails
    #[arg(long, value_name = "NUMBER", default_value_t = 5, value_parser = clap::value_parser!(u32).range(0..=30))]
    pub(crate) retries: u32,
    /// How long to wait before the first repetition, such as 500ms, 2s or 1m; before each further one twice as long
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = duration)]
    pub(crate) wait: Duration,
    /// How long all of it may take, such as 90s, 30m or 2h
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = duration)]
    pub(crate) timeout: Duration,
    /// How many pages there may be at most
    #[arg(long, value_name = "NUMBER", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_pages: u64,
}

/// A version of an interface: `65.0`, also written `v65.0`.
fn version(text: &str) -> Result<String, String> {
    let digits = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let bare = text.strip_prefix('v').unwrap_or(text);
    match bare.split_once('.') {
        Some((major, minor)) if digits(major) && digits(minor) => Ok(bare.to_string()),
        Some(_) | None => Err("write it like 65.0".to_string()),
    }
}

/// A name that can begin the name of a file on every system.
fn name(text: &str) -> Result<String, String> {
    let harmless = output::file_names([(text, 0)]).into_iter().any(|name| name == text);
    if harmless { Ok(text.to_string()) } else { Err("write the name of an input, without dots, blanks or strokes".to_string()) }
}

/// A span of time in whole milliseconds, seconds, minutes or hours.
fn duration(text: &str) -> Result<Duration, String> {
    let at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(at);
    let factor = match unit {
        "ms" => Some(1),
        "s" => Some(1_000),
        "m" => Some(60_000),
        "h" => Some(3_600_000),
        "" if digits == "0" => Some(1),
        _ => None,
    };
    let number = digits.parse::<u64>().ok();
    let milliseconds = number.zip(factor).and_then(|(number, factor)| number.checked_mul(factor));
    milliseconds.map(Duration::from_millis).ok_or_else(|| "write a number and a unit: 500ms, 2s, 30m or 1h".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_versions_and_names_are_read() {
        let milliseconds = |text: &str| duration(text).map(|time| time.as_millis()).ok();
        assert_eq!(["0", "0s", "500ms", "2s", "3m", "1h"].map(milliseconds), [0, 0, 500, 2_000, 180_000, 3_600_000].map(Some));
        assert!(
            ["", "5", "s", "1.5s", "-1s", "1d", "99999999999999999999s", "18446744073709551615h"]
                .iter()
                .all(|text| duration(text).is_err())
        );
        assert_eq!(version("v65.0"), Ok("65.0".to_string()));
        assert!(["65", "6/5.0", "65.0.1", "../1.0", "."].iter().all(|text| version(text).is_err()));
        assert_eq!([name("deals"), name("商机")], ["deals", "商机"].map(|name| Ok(name.to_string())));
        assert!(["", "../deals", "a.b", "a b", "nul", "a/b"].iter().all(|text| name(text).is_err()));
    }
}
