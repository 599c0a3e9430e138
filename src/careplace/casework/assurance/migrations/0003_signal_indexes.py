from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assurance", "0002_signals"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(
                fields=["place", "kind", "happened_on", "state", "sensitivity", "service"],
                name="signal_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(fields=["service", "state", "happened_on"], name="signal_of_service"),
        ),
    ]
