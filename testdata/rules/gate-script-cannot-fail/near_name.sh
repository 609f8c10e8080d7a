# file: .ci/scripts/print_banner.sh
# Promises nothing
echo hello
exit 0
