"""Addresses of invitations."""

from django.urls import path

from goodstanding.web.sign_in.views import contacts, invitations

urlpatterns = [
    path("desk/invitations/", invitations.overview, name="invitations"),
    path("desk/invitations/<str:code>/", invitations.of_unit, name="invitations_of"),
    path("desk/invitations/<str:code>/print/", invitations.invite_all, name="invite_all"),
    path("desk/invitations/<str:code>/contact/", contacts.page, name="unit_contact"),
    path("desk/members/<str:key>/invite/", invitations.invite_member, name="invite_member"),
    path("desk/members/<str:key>/invite/withdraw/", invitations.withdraw, name="invite_withdraw"),
    path("desk/members/<str:key>/invite/done/", invitations.answered, name="sign_in_request_done"),
    path("desk/accounts/<str:login>/invite/", invitations.invite_account, name="account_invite"),
]
