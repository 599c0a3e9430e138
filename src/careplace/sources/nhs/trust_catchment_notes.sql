-- What readers of catchments must know. In: nhs_trust_catchment (of one file).
select trust || ': its shares add up to ' || round(sum(share), 6) || ', not to 1' as message
from nhs_trust_catchment
group by trust
having abs(sum(share) - 1) > 0.000001
order by message
