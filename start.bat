@echo off
rem Opens the dashboard: start.bat [--port N] [--no-browser] [--empty or --demo]
rem ASCII only: cmd.exe misreads other bytes in a batch file, so the Chinese words are in tools\no_python.txt.
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
pushd "%~dp0"

set "SUITABLE=import sys; sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2**32)"
for %%P in ("py -3" "python" "python3") do (
    %%~P -c "%SUITABLE%" >nul 2>nul && set "PYTHON=%%~P" && goto found
)
type "tools\no_python.txt"
if not defined CI pause
exit /b 1

:found
%PYTHON% -m tools.start %*
set "CODE=%ERRORLEVEL%"
popd
if not "%CODE%"=="0" if not defined CI pause
exit /b %CODE%
