-- What readers of catchments must know. In: nhs_trust_catchment (of one file).
with trusts as (
    select trust, sum(share) as whole from nhs_trust_catchment group by trust
)
select trust || ': its shares add up to ' || round(whole, 6) || ', not to 1' as said
from trusts
where abs(whole - 1) > 0.000001
union all
select trust || ', ' || area || ': the share ' || share || ' is not between 0 and 1'
from nhs_trust_catchment
where share < 0 or share > 1
order by said
