@echo off
rem Cai dat (lan dau) roi mo trang web tai http://127.0.0.1:7860
cd /d "%~dp0"
if not exist .venv\.ready (
  py -3 -m venv .venv || goto :fail
  .venv\Scripts\python -m pip install --quiet -c constraints.txt -e .[dev] || goto :fail
  .venv\Scripts\python -m assistant prepare || goto :fail
  type nul > .venv\.ready
)
.venv\Scripts\python app.py
goto :eof
:fail
echo Cai dat khong thanh cong. Kiem tra mang va Python 3.11 tro len roi chay lai.
pause
