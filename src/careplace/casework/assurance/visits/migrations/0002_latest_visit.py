from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="visit", name="visit_service"),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["service", "state", "visited_on"], name="visit_latest"),
        ),
    ]
