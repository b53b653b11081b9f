"""Addresses of initiative: a member's own pledge, suggestions, topics and posts, and the desk."""

from django.urls import path

from goodstanding.web.initiative.views import desk, ideas, own_ideas, own_pledge, own_posts, pledges, posts

urlpatterns = [
    path("my/initiative/", own_pledge.overview, name="my_initiative"),
    path("my/pledge/", own_pledge.page, name="my_pledge"),
    path("my/pledge/change/", own_pledge.reword, name="my_pledge_reword"),
    path("my/pledge/<str:key>/withdraw/", own_pledge.withdraw, name="my_pledge_withdraw"),
    path("my/pledge/items/<str:key>/report/", own_pledge.report, name="my_pledge_report"),
    path("my/branch/pledges/", own_pledge.of_branch, name="branch_pledges"),
    path("my/suggestions/", own_ideas.overview, name="my_suggestions"),
    path("my/suggestions/new/", own_ideas.new, name="my_suggestion_new"),
    path("my/suggestions/<str:key>/", own_ideas.page, name="my_suggestion"),
    path("my/suggestions/<str:key>/withdraw/", own_ideas.withdraw, name="my_suggestion_withdraw"),
    path("my/topics/", own_ideas.own_topics, name="my_topics"),
    path("my/topics/new/", own_ideas.new_topic, name="my_topic_new"),
    path("my/topics/<str:key>/withdraw/", own_ideas.withdraw_topic, name="my_topic_withdraw"),
    path("my/posts/", own_posts.overview, name="my_posts"),
    path("my/posts/<str:key>/take/", own_posts.take, name="my_post_take"),
    path("my/posts/held/<str:key>/", own_posts.answer, name="my_post_answer"),
    path("desk/initiative/", desk.overview, name="initiative"),
    path("units/<str:code>/initiative/", desk.of_unit, name="unit_initiative"),
    path("units/<str:code>/pledges/paper/", pledges.on_paper, name="pledge_paper"),
    path("units/<str:code>/suggestions/paper/", ideas.suggestion_on_paper, name="suggestion_paper"),
    path("units/<str:code>/topics/paper/", ideas.topic_on_paper, name="topic_paper"),
    path("units/<str:code>/posts/new/", posts.new, name="duty_post_new"),
    path("units/<str:code>/posts/confirm/", posts.confirm, name="duty_confirm"),
    path("desk/pledges/<str:key>/", pledges.page, name="pledge"),
    path("desk/pledges/<str:key>/withdraw/", pledges.withdraw, name="pledge_withdraw"),
    path("desk/suggestions/<str:key>/", ideas.suggestion, name="suggestion"),
    path("desk/topics/<str:key>/", ideas.topic, name="topic"),
    path("desk/topics/<str:key>/take-up/", ideas.take_up, name="topic_take_up"),
    path("desk/posts/<str:key>/", posts.page, name="duty_post"),
    path("desk/posts/<str:key>/close/", posts.close, name="duty_post_close"),
    path("desk/posts/held/<str:key>/", posts.act, name="duty_act"),
]
