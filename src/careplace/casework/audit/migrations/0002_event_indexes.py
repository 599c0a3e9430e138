from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="event", name="event_record"),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["place", "record", "number"], name="event_history"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["place", "kind", "at"], name="event_kind"),
        ),
    ]
