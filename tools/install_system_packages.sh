#!/usr/bin/env bash
# Installs what the tests need beside Python where that is missing and possible; says plainly where it is not.
set -uo pipefail

packages=(chromium fonts-noto-cjk libreoffice-calc libreoffice-writer libreoffice-impress poppler-utils postgresql)

present() {
    if [ "$1" = chromium ] && command -v chromium chromium-browser google-chrome >/dev/null; then
        return 0
    fi
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing_packages() {
    local package
    for package in "${packages[@]}"; do
        present "$package" || printf '%s ' "$package"
    done
}

if ! command -v dpkg-query >/dev/null; then
    echo "此系统没有 apt。请自行装好：Chromium、中文字体、LibreOffice、poppler、PostgreSQL；缺少的，其测试会失败。" >&2
    exit 0
fi

missing=$(missing_packages)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=()
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    echo "缺少系统软件：$missing" >&2
    echo "当前用户无权安装，相关测试会失败。请管理员执行：sudo apt-get install $missing" >&2
    exit 0
fi

echo "正在安装系统软件：$missing" >&2
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
"${apt[@]}" update >&2
# shellcheck disable=SC2086  # one word a package
"${apt[@]}" install -y --no-install-recommends $missing >&2

missing=$(missing_packages)
[ -z "$missing" ] || echo "没有装上：${missing}。相关测试会失败。" >&2
exit 0
