echo green
exit 0  # expect: gate-script-cannot-fail
