"""Django's settings: one file. What an operator may choose is in options.py."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from goodstanding.config.options import read_options, secret_of
from goodstanding.engine.scheme.shipped import scheme_folder

OPTIONS = read_options()
PACKAGE = Path(__file__).resolve().parent.parent
DATA = OPTIONS.data.resolve()
DATA.mkdir(parents=True, exist_ok=True, mode=0o700)

DEBUG = False
DEMO = OPTIONS.demo
SECRET_KEY = secret_of(OPTIONS)
SECRET_KEY_FALLBACKS = OPTIONS.old_secret_keys
# With letters that Noto Sans CJK lacks, for paper.
FONTS = OPTIONS.fonts
# What encrypts the sensitive fields is derived from the secret and this; old pairs can still be read.
SALT_KEY = ["goodstanding.sensitive"]
ALLOWED_HOSTS = [OPTIONS.host] if not OPTIONS.is_loopback else ["localhost", "127.0.0.1", "[::1]"]
# To these passkeys are bound: the one origin that browsers may name, and its host.
ORIGIN, RP_ID = OPTIONS.exact_origin, OPTIONS.host
SCHEME = scheme_folder(OPTIONS.scheme)

INSTALLED_APPS = [
    "goodstanding.config.app.Goodstanding",
    "goodstanding.web.apps.Web",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "treebeard",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
]
MIGRATION_MODULES = {"goodstanding": "goodstanding.models.migrations"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "goodstanding.web.check_in.load_shedding.Busy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "goodstanding.web.shell.typed.Typed",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goodstanding.web.sign_in.session_expiry.Visits",
    "goodstanding.web.middleware.Visit",
]

ROOT_URLCONF = "goodstanding.config.urls"
WSGI_APPLICATION = "goodstanding.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goodstanding.web.context.shell",
            ],
        },
    },
]

# FULL, because a power cut must not take back what was acknowledged.
SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-{cache_kib};"
DATABASES = {
    "default": dj_database_url.parse(
        OPTIONS.database_url or f"sqlite:///{DATA / 'goodstanding.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": SQLITE.format(cache_kib=64_000),
    }
# Whether pages and jobs are done even as a role of PostgreSQL that could switch off what guards the ledger.
OWNER_MAY_SERVE = OPTIONS.owner_may_serve
# As whom `goodstanding migrate` works, where that is another role than the application's own.
DATABASE_OWNER = dj_database_url.parse(OPTIONS.database_owner_url) if OPTIONS.database_owner_url else None
# How many of them one process that answers pages shares among its threads (config/wsgi.py).
CONNECTIONS = OPTIONS.connections
# How many check-ins are in one process at a time; others are asked to come again (web/busy.py). They are written down
# together, so that all of these are answered while the code on the screen is good. Threads for them, and other pages.
CHECK_INS_AT_ONCE = 100
THREADS = CHECK_INS_AT_ONCE + 20
# For how many seconds the organization and the number of its rules are not looked up again; where pages are served, 2.
KEPT_FOR_S = 0.0
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "goodstanding_cache",
        # Codes that were used are remembered in it; with Django's 300 some would be forgotten while still good.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "goodstanding.Account"
AUTHENTICATION_BACKENDS = ["goodstanding.web.sign_in.adapters.Passwords"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "email", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "goodstanding.web.sign_in.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "welcome"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_FORMS = {
    "login": "goodstanding.web.sign_in.forms.security.SignInForm",
    "change_password": "goodstanding.web.sign_in.forms.security.ChangePassword",
    "set_password": "goodstanding.web.sign_in.forms.security.SetPassword",
}
# Limits are ours, in web/limits.py: the library counts in the cache, which forgets when it is full.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if OPTIONS.behind_proxy else 0
ACCOUNT_USER_DISPLAY = "goodstanding.web.sign_in.adapters.shown_name"
MFA_ADAPTER = "goodstanding.web.sign_in.adapters.Factors"
MFA_FORMS = {
    "authenticate": "goodstanding.web.sign_in.forms.security.SecondStepCode",
    "activate_totp": "goodstanding.web.sign_in.forms.security.FirstCode",
    "reauthenticate": "goodstanding.web.sign_in.forms.security.ConfirmCode",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Goodstanding"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
USERSESSIONS_TRACK_ACTIVITY = True

OFFICE_VISITS = {"idle": timedelta(minutes=OPTIONS.office_idle_minutes), "total": timedelta(hours=OPTIONS.office_hours)}
MEMBER_VISITS = {"idle": timedelta(days=OPTIONS.member_idle_days), "total": timedelta(days=OPTIONS.member_days)}
SESSION_ENGINE = "goodstanding.web.sign_in.session_store"
SESSION_COOKIE_AGE = OPTIONS.member_days * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OPTIONS.is_secure
SESSION_COOKIE_NAME = "__Host-session" if OPTIONS.is_secure else "session"
BROWSER_COOKIE_NAME = "__Host-browser" if OPTIONS.is_secure else "browser"
KNOWN_BROWSER_COOKIE_NAME = "__Host-known" if OPTIONS.is_secure else "known"
BRANCH_COOKIE_NAME = "__Host-branch" if OPTIONS.is_secure else "branch"
CSRF_COOKIE_NAME = "__Host-csrf" if OPTIONS.is_secure else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_TRUSTED_ORIGINS = [ORIGIN]
CSRF_FAILURE_VIEW = "goodstanding.web.shell.errors.csrf"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = OPTIONS.is_secure
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600

SECURE_SSL_REDIRECT = OPTIONS.is_secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OPTIONS.behind_proxy else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if OPTIONS.is_secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = OPTIONS.is_secure
SECURE_HSTS_PRELOAD = OPTIONS.hsts_preload
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = OPTIONS.language
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = OPTIONS.time_zone
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "goodstanding.web.shell.static_files.HashedStaticFiles"},
}
WHITENOISE_MAX_AGE = 365 * 24 * 3600
# Uploads are streamed to disk, up to a limit.
FILE_UPLOAD_HANDLERS = ["goodstanding.web.operations.uploads.Bounded"]
FILE_UPLOAD_PERMISSIONS = 0o600
# Of one film of a course.
MOST_VIDEO_MB = OPTIONS.most_video_mb
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "goodstanding.config.log.Json"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": OPTIONS.log_level},
    "loggers": {"django.server": {"handlers": ["out"], "propagate": False}},
}
# W021: whether browsers are asked to know of TLS beforehand is the operator's choice, as it binds all their subdomains.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
TEST_RUNNER = "django.test.runner.DiscoverRunner"
