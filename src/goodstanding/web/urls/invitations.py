"""Addresses of invitations."""

from django.urls import path

from goodstanding.web.sign_in.views import invitations

urlpatterns = [
    path("desk/invitations/", invitations.overview, name="invitations"),
    path("desk/invitations/<str:code>/", invitations.invite_all, name="invite_all"),
    path("desk/accounts/<str:login>/invite/", invitations.invite_account, name="account_invite"),
]
