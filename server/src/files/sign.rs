//! Signing requests to a store that speaks S3: AWS Signature Version 4, in headers.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use ring::digest::{SHA256, digest};
use ring::hmac::{HMAC_SHA256, Key, Tag, sign as hmac};

/// What is signed. The path is escaped already, and there is no query.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    /// Names in lower case and in their order: `host` and everything that begins with `x-amz-`.
    pub headers: &'a [(&'a str, &'a str)],
    pub content_hash: &'a str,
}

/// Who signs, and where it counts.
#[derive(Clone, Copy, Debug)]
pub struct Signer<'a> {
    pub access_key: &'a str,
    pub secret_key: &'a str,
    pub region: &'a str,
}

/// As it stands in `x-amz-date`.
pub fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

pub fn hash(content: &[u8]) -> String {
    hexadecimal(digest(&SHA256, content).as_ref())
}

impl Signer<'_> {
    /// The value of the header `authorization`.
    pub fn authorization(&self, request: Request<'_>, at: DateTime<Utc>) -> String {
        let day = at.format("%Y%m%d").to_string();
        let scope = format!("{day}/{}/s3/aws4_request", self.region);
        let names = request.headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
        let mut canonical = format!("{}\n{}\n\n", request.method, request.path);
        for (name, value) in request.headers {
            let _ = writeln!(canonical, "{name}:{}", value.trim());
        }
        let _ = write!(canonical, "\n{names}\n{}", request.content_hash);
        let text = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{}", moment(at), hash(canonical.as_bytes()));
        let signature = hexadecimal(keyed(self.key(&day).as_ref(), &text).as_ref());
        format!("AWS4-HMAC-SHA256 Credential={}/{scope},SignedHeaders={names},Signature={signature}", self.access_key)
    }

    /// Good for one day.
    fn key(&self, day: &str) -> Tag {
        let of_day = keyed(format!("AWS4{}", self.secret_key).as_bytes(), day);
        let parts = [self.region, "s3", "aws4_request"];
        parts.into_iter().fold(of_day, |key, part| keyed(key.as_ref(), part))
    }
}

fn keyed(key: &[u8], text: &str) -> Tag {
    hmac(&Key::new(HMAC_SHA256, key), text.as_bytes())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    /// The examples of AWS' own documentation of Signature Version 4.
    const EXAMPLE: Signer<'_> = Signer {
        access_key: "AKIAIOSFODNN7EXAMPLE",
        secret_key: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        region: "us-east-1",
    };

    fn signature(request: Request<'_>) -> String {
        let at = Utc.with_ymd_and_hms(2013, 5, 24, 0, 0, 0).unwrap();
        EXAMPLE.authorization(request, at).split("Signature=").nth(1).unwrap().to_owned()
    }

    #[test]
    fn getting_is_signed_as_in_the_documentation() {
        let nothing = hash(b"");
        let headers = [
            ("host", "examplebucket.s3.amazonaws.com"),
            ("range", "bytes=0-9"),
            ("x-amz-content-sha256", nothing.as_str()),
            ("x-amz-date", "20130524T000000Z"),
        ];
        let request = Request { method: "GET", path: "/test.txt", headers: &headers, content_hash: &nothing };
        assert_eq!(signature(request), "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    #[test]
    fn putting_is_signed_as_in_the_documentation() {
        let content = hash(b"Welcome to Amazon S3.");
        let headers = [
            ("date", "Fri, 24 May 2013 00:00:00 GMT"),
            ("host", "examplebucket.s3.amazonaws.com"),
            ("x-amz-content-sha256", content.as_str()),
            ("x-amz-date", "20130524T000000Z"),
            ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        ];
        let request = Request { method: "PUT", path: "/test%24file.text", headers: &headers, content_hash: &content };
        assert_eq!(signature(request), "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }
}
