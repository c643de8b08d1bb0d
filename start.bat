@echo off
rem Opens the dashboard: start.bat [--port N] [--no-browser] [--empty or --demo]
rem ASCII only: cmd.exe misreads other bytes in a batch file, so the Chinese words are in tools\no_python.txt.
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
pushd "%~dp0"

set "SUITABLE=import sys; sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2**32)"
set "PYTHON=py -3"
%PYTHON% -c "%SUITABLE%" >nul 2>nul
if "%ERRORLEVEL%"=="0" goto found
set "PYTHON=python"
%PYTHON% -c "%SUITABLE%" >nul 2>nul
if "%ERRORLEVEL%"=="0" goto found

type "tools\no_python.txt"
set "CODE=1"
goto finish

:found
%PYTHON% -m tools.start %*
set "CODE=%ERRORLEVEL%"

:finish
popd
if not "%CODE%"=="0" if not defined CI pause
exit /b %CODE%
