"""Addresses of study: courses and sessions at the desk, and a member's own courses and quizzes."""

from django.urls import path

from goodstanding.web.study.views import banks, content, courses, lessons, own_quiz, own_study, papers, sessions, steps

urlpatterns = [
    path("desk/study/", courses.overview, name="study"),
    path("units/<str:code>/study/", courses.of_unit, name="unit_study"),
    path("units/<str:code>/study/new/", courses.new, name="course_new"),
    path("units/<str:code>/study/sessions/new/", sessions.new, name="study_session_new"),
    path("desk/study/meetings/<str:key>/hours/", sessions.of_meeting, name="study_hours_of_meeting"),
    path("desk/study/paper/", papers.by_code, name="course_paper_code"),
    path("desk/study/paper/<str:key>/", papers.type_in, name="course_paper_type"),
    path("desk/study/banks/<str:key>/", banks.look, name="course_bank"),
    path("desk/study/<str:key>/", courses.page, name="course"),
    path("desk/study/<str:key>/change/", courses.change, name="course_change"),
    path("desk/study/<str:key>/lesson/", content.lesson, name="course_lesson"),
    path("desk/study/<str:key>/remove/", content.remove, name="course_remove"),
    path("desk/study/<str:key>/questions/", banks.bring, name="course_bring"),
    path("desk/study/<str:key>/questions.gift", content.gift, name="course_gift"),
    path("desk/study/<str:key>/set/", steps.set_out, name="course_set"),
    path("desk/study/<str:key>/close/", steps.close, name="course_close"),
    path("desk/study/<str:key>/withdraw/", steps.withdraw, name="course_withdraw"),
    path("desk/study/<str:key>/question/", steps.withdraw_question, name="course_question"),
    path("desk/study/<str:key>/members/", steps.members, name="course_members"),
    path("desk/study/<str:key>/paper/", papers.print_out, name="course_paper"),
    path("my/study/", own_study.overview, name="my_study"),
    path("my/study/<str:key>/", own_study.course, name="my_course"),
    path("my/lessons/<str:key>/", lessons.page, name="my_lesson"),
    path("study/files/<str:key>/", lessons.file, name="lesson_file"),
    path("study/captions/<str:key>/", lessons.captions, name="lesson_captions"),
    path("my/study/<str:key>/begin/", own_study.begin, name="my_course_begin"),
    path("my/quiz/<str:key>/", own_quiz.page, name="my_quiz"),
    path("my/quiz/<str:key>/save/", own_quiz.save, name="my_quiz_save"),
]
