-- HMAC-SHA-256 of a text under the key whose padded blocks are in the variables; its first 63 bits.
create or replace macro person_key(pseudonym) as (
    (
        '0x' || substr(
            sha256(
                getvariable('outer_pad')::blob
                || unhex(sha256(getvariable('inner_pad')::blob || encode(pseudonym)))
            ),
            1,
            16
        )
    )::ubigint & 9223372036854775807
)::bigint;
