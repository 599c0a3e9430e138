-- Every place's figure of one measure, period and breakdown.
select * from figure
where measure = $measure and period = $period and breakdown = $breakdown
order by place
