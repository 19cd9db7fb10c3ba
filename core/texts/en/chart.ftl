# Charts: what they are called, and what they say in words. $where is a vault or server, "all" for all.

chart-readiness = Failback readiness{ $where ->
    [all] { "" }
   *[other] , { $where }
}, { $days ->
    [one] 1 day
   *[other] { $days } days
}
chart-readiness-subtitle = Percent; the worst of each hour. Times in UTC.
chart-servers = Process servers healthy
chart-machines = Failed-over machines covered
chart-share = { $now } % now, at least { $least } % (last { $when }).
chart-share-unknown = Not known now, at least { $least } % (last { $when }).

chart-backlog = Upload backlog{ $where ->
    [all] { "" }
   *[other] , { $where }
}, { $days ->
    [one] 1 day
   *[other] { $days } days
}
chart-backlog-subtitle = GB that wait on process servers to be sent on; the most of each hour. Times in UTC.
chart-most = { $now } GB now, at most { $most } GB ({ $when }).
chart-no-vault = The watch has seen no vault “{ $where }” in this time. Give a vault's name or id as `/failback-ps list` shows it; readiness is of whole vaults.
chart-no-backlog-of = The watch has seen nothing wait on “{ $server }” in this time: it had none, or no server has that name.
chart-no-backlog = Nothing had to wait on a process server in this time.

chart-durations = Durations of deployments{ $where ->
    [all] { "" }
   *[other] , { $where }
}, { $days ->
    [one] 1 day
   *[other] { $days } days
}
chart-durations-subtitle = Minutes
chart-waiting = From the request to the run
chart-running = The run
chart-median = Median { $minutes } min.
chart-deploys = { $count ->
    [one] 1 deployment was proved.
   *[other] { $count } deployments were proved.
}
chart-no-deploys = No deployment was proved in this time.

chart-nothing = The watch has seen nothing of it in this time. It keeps hourly figures from its first look on; `/failback-ps check` looks now.
chart-posted = The picture is posted where you asked. In words:
chart-not-posted = The picture could not be posted ({ $code }). In words:
chart-not-member = I am not in this channel, so I could not post the picture: `/invite @failback-ps`. In words:
